package org.wangchuan.cli.certify;

import java.nio.file.Path;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.WitnessAnswer;

/** What came of wanting a certificate, for people and for programs. */
public record CertificationReport(Certification end) {
    /** What {@code certify} exits with; it changes nothing about what an erasure exits with. */
    public ExitCode exit() {
        return switch (end) {
            case Certification.Certified _, Certification.AlreadyThere _ -> ExitCode.OK;
            case Certification.Pending _ -> ExitCode.NOT_SATISFIED;
            case Certification.Refused _ -> ExitCode.DOES_NOT_VERIFY;
        };
    }

    /** As programs see it. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object().put("file", end.file().toString());
        return switch (end) {
            case Certification.Certified done ->
                out.put("state", "certified")
                        .put("paper", PendingReceipt.paperOf(done.file()).toString())
                        .put("witnesses", Json.texts(done.witnesses()))
                        .build();
            case Certification.AlreadyThere there ->
                out.put("state", "already-there")
                        .put("paper", PendingReceipt.paperOf(there.file()).toString())
                        .build();
            case Certification.Pending wait ->
                out.put("state", "pending")
                        .put("reason", Json.wireName(wait.reason()))
                        .put(
                                "witnesses",
                                new JsonValue.Array(wait.answers().stream()
                                        .<JsonValue>map(CertificationReport::json)
                                        .toList()))
                        .build();
            case Certification.Refused no ->
                out.put("state", "refused").put("code", no.code()).build();
        };
    }

    private static JsonValue.Obj json(WitnessAnswer answer) {
        Json.Builder out = Json.object().put("name", answer.witness().name());
        return switch (answer) {
            case WitnessAnswer.Cosigned _ -> out.put("answer", "cosigned").build();
            case WitnessAnswer.Ahead ahead ->
                out.put("answer", "ahead").put("size", ahead.size()).build();
            case WitnessAnswer.None none -> out.put("answer", none.code()).build();
        };
    }

    /** As people see it, each line after {@code indent}. */
    public void print(Console console, String indent) {
        Messages messages = console.messages();
        switch (end) {
            case Certification.Certified done -> {
                console.result(indent + messages.text("certify.done", done.file()));
                printPaper(done.file(), console, indent);
                console.result(indent
                        + messages.text("certificate.witnessed", OneLine.of(String.join(", ", done.witnesses()))));
            }
            case Certification.AlreadyThere there -> {
                console.result(indent + messages.text("certify.already", there.file()));
                printPaper(there.file(), console, indent);
            }
            case Certification.Pending wait -> {
                console.result(indent + why(wait, messages));
                for (WitnessAnswer answer : wait.answers()) {
                    console.result(indent + "  " + text(answer, messages));
                }
            }
            case Certification.Refused no ->
                console.error(indent + "wangchuan: " + no.code() + ": "
                        + messages.text(
                                "certify.refused", no.file(), OneLine.of(no.expected()), OneLine.of(no.found())));
        }
    }

    private static void printPaper(Path certificate, Console console, String indent) {
        console.result(indent + console.messages().text("certify.paper", PendingReceipt.paperOf(certificate)));
    }

    /** Only where the paper alone is missing is there a certificate already. */
    private static String why(Certification.Pending wait, Messages messages) {
        String reason = messages.text("pending." + Json.wireName(wait.reason()), wait.text(), wait.file());
        return wait.reason() == Certification.Reason.PAPER ? reason : messages.text("certify.pending", reason);
    }

    /** Whether others have witnessed it by now, even if its paper is still to be written. */
    public boolean isWitnessed() {
        return switch (end) {
            case Certification.Certified _, Certification.AlreadyThere _ -> true;
            case Certification.Pending wait -> wait.reason() == Certification.Reason.PAPER;
            case Certification.Refused _ -> false;
        };
    }

    private static String text(WitnessAnswer answer, Messages messages) {
        String name = OneLine.of(answer.witness().name());
        return switch (answer) {
            case WitnessAnswer.Cosigned _ -> messages.text("witness.cosigned", name);
            case WitnessAnswer.Ahead ahead -> messages.text("witness.ahead", name, ahead.size());
            case WitnessAnswer.None none -> messages.text("witness.none", name, none.code(), OneLine.of(none.text()));
        };
    }
}
