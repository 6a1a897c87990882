package org.wangchuan.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The little of a store's XML that we read: the texts of elements. Entities and document types are not resolved. */
final class Xml {
    private static final int DEPTH_MAX = 16;
    private static final int TEXT_CHARS_MAX = 4096;

    private final List<Element> elements = new ArrayList<>();

    /** An element without children: its path from the root, with slashes, and its text. */
    record Element(String path, String text) {}

    private Xml() {}

    /** All elements without children, in order. */
    static Xml parse(byte[] bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
        Xml out = new Xml();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean isLeaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    text.setLength(0);
                    isLeaf = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (isLeaf) {
                        out.elements.add(new Element(String.join("/", path), text.toString()));
                    }
                    isLeaf = false;
                    path.removeLast();
                }
                default -> {
                    // comments and the like say nothing
                }
            }
            if (path.size() > DEPTH_MAX || text.length() > TEXT_CHARS_MAX) {
                throw new XMLStreamException("more than a store answers");
            }
        }
        return out;
    }

    List<Element> elements() {
        return elements;
    }

    /** The text of the first element there. */
    Optional<String> text(String path) {
        return elements.stream()
                .filter(element -> element.path().equals(path))
                .map(Element::text)
                .findFirst();
    }
}
