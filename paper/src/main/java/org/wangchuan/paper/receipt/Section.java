package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Rule;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;

/** A heading that never stands alone at the foot of a page, and what follows it. */
final class Section {
    private static final double SPACE_ABOVE = 7.5;
    private static final double RULE_HEIGHT = 4;

    private Section() {}

    /** A section as wide as the page. */
    static List<Strip> strips(Sheet sheet, String titleKey, List<Strip> body) {
        return strips(sheet, titleKey, body, Typography.WIDTH);
    }

    /** A section of the given width in points; the body has at least one strip. */
    static List<Strip> strips(Sheet sheet, String titleKey, List<Strip> body, double width) {
        List<Strip> out = new ArrayList<>();
        out.add(new Gap(SPACE_ABOVE));
        out.add(new Together(List.of(
                new TextLine(sheet.type().section(), sheet.say(titleKey), 0),
                new Rule(Colour.MIST, RULE_HEIGHT, width, 0.8),
                new Gap(1),
                body.getFirst())));
        out.addAll(body.subList(1, body.size()));
        return out;
    }
}
