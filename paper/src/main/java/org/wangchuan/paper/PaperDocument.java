package org.wangchuan.paper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.font.Digests;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.pdf.ColourProfile;
import org.wangchuan.paper.pdf.FontObjects;
import org.wangchuan.paper.pdf.Metadata;
import org.wangchuan.paper.pdf.PdfFile;
import org.wangchuan.paper.receipt.Naming;
import org.wangchuan.paper.receipt.PageForm;
import org.wangchuan.paper.receipt.Pages;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.UtcTime;
import org.wangchuan.paper.text.Words;

/** Puts attachments, pages, fonts, colours and metadata into one file (ISO 19005-3, level B). */
final class PaperDocument {
    private static final int BYTES_EXPECTED = 300_000;
    private static final int ID_BYTES = 16;

    private PaperDocument() {}

    /** The file; with facts, it is the paper of a certificate. */
    static byte[] write(
            Claims claims,
            ReceiptPage page,
            Optional<CertificateFacts> facts,
            List<Attachment> attachments,
            Edition edition)
            throws PaperException {
        Faces faces = Faces.fresh();
        return assemble(
                attachments,
                faces,
                Pages.contents(claims, page.log(), facts, page.qrText(), faces, edition),
                metadata(claims, facts, edition),
                id(page, facts, attachments, edition));
    }

    /**
     * The file of pages that are laid out.
     *
     * @param faces whose glyphs the contents use
     */
    static byte[] assemble(
            List<Attachment> attachments, Faces faces, List<byte[]> contents, byte[] description, byte[] id) {
        requireDistinct(attachments);
        int attachedBytes =
                attachments.stream().mapToInt(a -> a.content().length).sum();
        PdfFile file = new PdfFile(BYTES_EXPECTED + attachedBytes);
        String attached = attach(file, attachments);
        int tree = file.reserve();
        List<Integer> streams = new ArrayList<>();
        for (byte[] content : contents) {
            streams.add(file.addStream("", content));
        }
        int regular = FontObjects.add(file, faces.regular());
        int bold = FontObjects.add(file, faces.bold());
        StringBuilder kids = new StringBuilder();
        for (int stream : streams) {
            int kid = file.add("<</Type/Page/Parent " + tree + " 0 R/MediaBox[0 0 595.28 841.89]/Contents " + stream
                    + " 0 R/Resources<</Font<</R " + regular + " 0 R/B " + bold + " 0 R>>>>>>");
            kids.append(kid).append(" 0 R ");
        }
        file.put(
                tree,
                "<</Type/Pages/Count " + streams.size() + "/Kids["
                        + kids.toString().strip() + "]>>");
        int profile = file.addStream("/N 3", ColourProfile.bytes());
        int metadata = file.addStream("/Type/Metadata/Subtype/XML", description);
        int catalog = file.add("<</Type/Catalog/Version/1.7/Pages " + tree + " 0 R/Lang(zh-CN)/Metadata " + metadata
                + " 0 R/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                + "/OutputConditionIdentifier(Wangchuan page RGB)/Info(Wangchuan page RGB)/DestOutputProfile " + profile
                + " 0 R>>]" + attached + ">>");
        return file.finish(catalog, id);
    }

    /** Attachments come first, in a fixed form, so that a reader finds them without following anything. */
    private static String attach(PdfFile file, List<Attachment> attachments) {
        StringBuilder associated = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (Attachment attachment : attachments) {
            int stream = file.addStream(AttachmentReader.streamEntries(attachment), attachment.content());
            int number = file.add("<</Type/Filespec/F(" + attachment.name() + ")/UF(" + attachment.name()
                    + ")/AFRelationship/Data/EF<</F " + stream + " 0 R/UF " + stream + " 0 R>>>>");
            associated.append(number).append(" 0 R ");
            names.add("(" + attachment.name() + ") " + number + " 0 R");
        }
        if (names.isEmpty()) {
            return "";
        }
        names.sort(null);
        return "/AF[" + associated.toString().strip() + "]/Names<</EmbeddedFiles<</Names[" + String.join(" ", names)
                + "]>>>>";
    }

    private static byte[] metadata(Claims claims, Optional<CertificateFacts> facts, Edition edition) {
        String key = Naming.titleKey(claims, facts, edition);
        String title = Words.in(Language.CHINESE, edition).text(key) + " · "
                + Words.in(Language.ENGLISH, edition).text(key);
        String created = UtcTime.rfc3339(claims.statement().issuedAtSeconds());
        return Metadata.packet(title, created, PageForm.of(facts.isPresent(), edition));
    }

    /** A digest of all that goes in, each part behind its length. */
    private static byte[] id(
            ReceiptPage page, Optional<CertificateFacts> facts, List<Attachment> attachments, Edition edition) {
        List<byte[]> parts = new ArrayList<>();
        add(parts, CanonicalJson.write(page.payload()));
        add(parts, CanonicalJson.write(page.target()));
        add(parts, CanonicalJson.write(page.work()));
        add(parts, page.asset().map(CanonicalJson::write).orElse(new byte[0]));
        String form = PageForm.of(facts.isPresent(), edition);
        add(parts, (page.log() + page.qrText() + form).getBytes(StandardCharsets.UTF_8));
        facts.ifPresent(some -> add(parts, some.toString().getBytes(StandardCharsets.UTF_8)));
        for (Attachment attachment : attachments) {
            add(parts, (attachment.name() + attachment.mediaType()).getBytes(StandardCharsets.UTF_8));
            add(parts, attachment.content());
        }
        return Arrays.copyOf(Digests.sha256(parts.toArray(byte[][]::new)), ID_BYTES);
    }

    private static void add(List<byte[]> parts, byte[] part) {
        parts.add(ByteBuffer.allocate(4).putInt(part.length).array());
        parts.add(part);
    }

    private static void requireDistinct(List<Attachment> attachments) {
        Set<String> names = new HashSet<>();
        for (Attachment attachment : attachments) {
            if (!names.add(attachment.name()) || names.size() > AttachmentReader.COUNT_MAX) {
                throw new IllegalArgumentException("one attachment too many: " + attachment);
            }
        }
    }
}
