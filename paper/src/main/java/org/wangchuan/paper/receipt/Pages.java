package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Flow;
import org.wangchuan.paper.layout.PageBreak;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;

/** Lays out all pages: first those in Chinese, then those in English. */
public final class Pages {
    private Pages() {}

    /** Content streams, in the order of the pages. The faces collect the glyphs that are used. */
    public static List<byte[]> contents(
            Claims claims, LogFacts log, Optional<CertificateFacts> facts, String qrText, Faces faces, Edition edition)
            throws PaperException {
        QrBlock qr = QrBlock.of(qrText);
        Map<Language, Sheet> sheets = new EnumMap<>(Language.class);
        Map<Language, List<Canvas>> canvases = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Sheet sheet = new Sheet(
                    edition,
                    language,
                    claims,
                    log,
                    facts,
                    new Typography(faces, Typography.Measure.of(edition)),
                    new Printable(faces.regular()));
            sheets.put(language, sheet);
            canvases.put(language, layOut(sheet, qr));
        }
        List<byte[]> out = new ArrayList<>();
        int chinesePages = canvases.getOrDefault(Language.CHINESE, List.of()).size();
        for (Map.Entry<Language, List<Canvas>> entry : canvases.entrySet()) {
            Language language = entry.getKey();
            Sheet sheet =
                    sheets.getOrDefault(language, sheets.values().iterator().next());
            int otherPage = switch (language) {
                case CHINESE -> chinesePages + 1;
                case ENGLISH -> 1;
            };
            List<Canvas> pages = entry.getValue();
            for (int i = 0; i < pages.size(); i++) {
                PageFrame.draw(pages.get(i), sheet, i + 1, pages.size(), otherPage);
                out.add(pages.get(i).finish("page " + (i + 1) + " in " + language.tag(), language.tag()));
            }
        }
        return out;
    }

    private static List<Canvas> layOut(Sheet sheet, QrBlock qr) {
        List<Strip> strips = new ArrayList<>();
        strips.add(TitleBlock.of(sheet));
        strips.add(VerdictPanel.of(sheet));
        if (sheet.isFactsFirst()) {
            // The first page is for people; what auditors compare is on its back.
            strips.addAll(DeviceSection.facts(sheet));
            strips.addAll(Lower.front(sheet, qr));
            strips.add(new PageBreak());
        }
        strips.addAll(DeviceSection.strips(sheet));
        strips.addAll(TimeSection.strips(sheet));
        strips.addAll(RulesSection.strips(sheet));
        strips.addAll(WorkSection.strips(sheet));
        strips.addAll(sheet.isFactsFirst() ? Lower.record(sheet, Typography.WIDTH) : Lower.strips(sheet, qr));
        Flow flow = new Flow(Typography.LEFT, Typography.TOP, Typography.BOTTOM);
        flow.add(strips);
        return flow.pages();
    }
}
