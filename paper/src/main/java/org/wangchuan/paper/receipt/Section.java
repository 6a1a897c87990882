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
    static final double SPACE_ABOVE = 9;

    private Section() {}

    static List<Strip> strips(Sheet sheet, String titleKey, List<Strip> body) {
        List<Strip> head = new ArrayList<>(List.of(
                new TextLine(sheet.type().section(), sheet.say(titleKey), 0),
                new Rule(Colour.MIST, 5, Typography.WIDTH, 0.8)));
        List<Strip> out = new ArrayList<>();
        out.add(new Gap(SPACE_ABOVE));
        if (!body.isEmpty()) {
            head.add(body.getFirst());
        }
        out.add(new Together(head));
        out.addAll(body.subList(Math.min(1, body.size()), body.size()));
        return out;
    }
}
