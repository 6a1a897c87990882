package org.wangchuan.platform.oversight.processing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.wangchuan.platform.oversight.law.LawRegister;
import org.wangchuan.platform.web.page.Page;

/** The page of processing as a text in Markdown, for whoever keeps it elsewhere: the same parts in the same order. */
final class ProcessingDocument {
    private final Page page;
    private final ProcessingView view;
    private final StringBuilder out = new StringBuilder();

    private ProcessingDocument(Page page, ProcessingView view) {
        this.page = page;
        this.view = view;
    }

    static String of(Page page, ProcessingView view) {
        return new ProcessingDocument(page, view).text();
    }

    private String say(String key, Object... parts) {
        return page.say("oversight.processing." + key, parts);
    }

    private String text() {
        boolean isChinese = page.isChinese();
        out.append("# ")
                .append(say("title"))
                .append("\n\n")
                .append(say("as-of", page.time(view.now(), view.zone())))
                .append("\n\n")
                .append(say("advice"))
                .append('\n');
        head("who");
        line(say("company"), view.company());
        line(
                say("officer"),
                view.officer()
                        .map(named -> named.name() + ", " + named.contact())
                        .orElse(say("officer.none")));
        view.sites().forEach(site -> line(say("site"), site.name() + " (" + site.zone() + ")"));
        view.roles().forEach(role -> line(page.say("identity.role." + role.role()), Long.toString(role.accounts())));
        head("purposes");
        row(
                List.of(
                        say("purpose"),
                        say("running"),
                        say("data"),
                        say("kept.for"),
                        say("basis"),
                        say("staff.may"),
                        say("told")),
                true);
        view.purposes()
                .forEach(row -> row(
                        List.of(row.name(), running(row), row.data(), row.kept(), row.basis(), row.staff(), row.told()),
                        false));
        view.countedAt()
                .ifPresent(at -> out.append('\n')
                        .append(page.say("web.counted", page.time(at, view.zone())))
                        .append('\n'));
        head("recipients");
        line(say("processors"), list(view.processors()));
        line(say("keys"), list(view.keys()));
        line(say("webhooks"), list(view.webhooks()));
        line(say("authorities"), Long.toString(view.disclosed()));
        out.append('\n').append(say("recipients.text")).append('\n');
        head("beside");
        row(List.of(say("data"), say("whose"), say("where"), say("kept.for"), say("why")), true);
        view.records()
                .beside()
                .forEach(one -> row(
                        List.of(
                                one.data().in(isChinese),
                                one.whose().in(isChinese),
                                view.records().where(one, isChinese),
                                one.kept().in(isChinese),
                                one.why().in(isChinese)),
                        false));
        head("free");
        view.records()
                .free()
                .forEach(reason -> line(
                        reason.why().in(isChinese),
                        view.records().freeBy(reason).stream()
                                .map(table -> "`" + table.name() + "`")
                                .collect(Collectors.joining(isChinese ? "、" : ", "))));
        head("protects");
        row(List.of(say("measure"), say("tests")), true);
        view.records()
                .protects()
                .forEach(one -> row(
                        List.of(
                                one.measure().in(isChinese),
                                one.tests().stream()
                                        .map(test -> "`" + test + "`")
                                        .collect(Collectors.joining(" "))),
                        false));
        out.append('\n').append(say("backup", view.backupDays())).append('\n');
        head("laws");
        row(
                List.of(
                        page.say("oversight.law.article"),
                        page.say("oversight.law.asks"),
                        page.say("oversight.law.state"),
                        page.say("oversight.law.control")),
                true);
        for (LawRegister.Part part : view.laws()) {
            part.entries()
                    .forEach(entry -> row(
                            List.of(
                                    part.rule().name().in(isChinese) + " "
                                            + entry.article().in(isChinese),
                                    entry.asks().in(isChinese),
                                    page.say("oversight.law.state."
                                            + entry.state().id()),
                                    entry.control().in(isChinese)),
                            false));
        }
        head("own");
        Arrays.stream(Topic.values()).forEach(this::topic);
        return out.toString();
    }

    private void topic(Topic topic) {
        out.append("\n### ")
                .append(say("topic." + topic.id()))
                .append(topic.isForALawyer() ? " ⚖" : "")
                .append("\n\n")
                .append(say("asks." + topic.id()))
                .append("\n\n");
        // As a quotation: what somebody typed makes no heading and no table of this document.
        out.append(view.of(topic)
                        .map(version -> version.text()
                                        .lines()
                                        .map(line -> "> " + plain(line))
                                        .collect(Collectors.joining("\n"))
                                + "\n\n" + say("version", version.number(), page.time(version.at(), view.zone())))
                        .orElse(say("empty")))
                .append('\n');
    }

    private String running(PurposeRows.Row row) {
        return row.purpose().isCollecting()
                ? Long.toString(view.running().getOrDefault(row.purpose(), 0L))
                : say("collects-nothing");
    }

    private String list(List<String> all) {
        return all.isEmpty() ? say("none") : all.stream().collect(Collectors.joining(page.isChinese() ? "；" : "; "));
    }

    private void head(String key) {
        out.append("\n## ").append(say(key)).append("\n\n");
    }

    private void line(String name, String value) {
        out.append("- ").append(name).append(": ").append(plain(value)).append('\n');
    }

    private void row(List<String> cells, boolean isHead) {
        out.append(cells.stream()
                .map(cell -> plain(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        if (isHead) {
            out.append(cells.stream().map(_ -> "---").collect(Collectors.joining(" | ", "| ", " |\n")));
        }
    }

    /** On one line, and no tag of HTML, which some readers of Markdown would run. */
    private static String plain(String text) {
        return text.replace('\n', ' ').replace("<", "&lt;");
    }
}
