package org.wangchuan.cli.bench;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.certify.CertificationReport;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.LaneEnd;

/** How one lane ended, for people and for programs. */
sealed interface LaneReport {
    ExitCode exit();

    JsonValue.Obj json();

    void print(Console console);

    /** Whether what is printed is no result: then programs that read the results want people to see it, too. */
    default boolean onlyOnStandardError() {
        return true;
    }

    static LaneReport of(Candidate.Ready target, LaneEnd end) {
        return switch (end) {
            case LaneEnd.Finished finished -> new Finished(target, finished);
            case LaneEnd.Interrupted interrupted -> new Interrupted(target, interrupted);
            case LaneEnd.Unrecorded unrecorded -> new Unrecorded(target, unrecorded);
            case LaneEnd.Refused refused -> new Refused(target, refused);
            case LaneEnd.Broken broken -> new Broken(target, broken);
        };
    }

    /** A receipt is there. */
    record Finished(Candidate.Ready target, LaneEnd.Finished end) implements LaneReport {
        @Override
        public ExitCode exit() {
            return new EvidenceReport(end.evidence()).exit();
        }

        @Override
        public JsonValue.Obj json() {
            var proof = end.receipt().clearing().proof();
            Json.Builder out = new EvidenceReport(end.evidence())
                    .json()
                    .put("path", target.path().toString())
                    .put("state", "finished")
                    .put("exitCode", exit().number())
                    .put("receipt", end.files().receipt().toString())
                    .put("paper", end.files().paper().toString())
                    .put("evidence", end.files().evidence().toString())
                    .put("recheckKey", end.files().recheckKey().map(Path::toString))
                    .put(
                            "log",
                            Json.object()
                                    .put("index", proof.index())
                                    .put(
                                            "origin",
                                            proof.checkpoint().checkpoint().origin())
                                    .put("checkpoint", proof.checkpoint().note().text())
                                    .build());
            end.certification().ifPresent(some -> out.put("certificate", new CertificationReport(some).json()));
            return out.build();
        }

        @Override
        public boolean onlyOnStandardError() {
            return false;
        }

        @Override
        public void print(Console console) {
            var messages = console.messages();
            new EvidenceReport(end.evidence()).print(target.path().toString(), console);
            console.result(
                    "  " + messages.text("erase.file.receipt", end.files().receipt()));
            console.result("  " + messages.text("erase.file.paper", end.files().paper()));
            console.result(
                    "  " + messages.text("erase.file.evidence", end.files().evidence()));
            end.files()
                    .recheckKey()
                    .ifPresent(key -> console.result("  " + messages.text("erase.file.recheck-key", key)));
            if (end.certification()
                    .filter(some -> new CertificationReport(some).isWitnessed())
                    .isEmpty()) {
                console.result("  " + messages.text("receipt.not-witnessed"));
            }
            end.certification()
                    .filter(Finished::isWorthTelling)
                    .ifPresent(some -> new CertificationReport(some).print(console, "  "));
        }

        /** Who has named no witnesses has not asked for a certificate. */
        private static boolean isWorthTelling(Certification some) {
            return !(some instanceof Certification.Pending wait) || wait.reason() != Certification.Reason.NO_POLICY;
        }
    }

    /** It can be resumed. */
    record Interrupted(Candidate.Ready target, LaneEnd.Interrupted end) implements LaneReport {
        @Override
        public ExitCode exit() {
            return ExitCode.INTERRUPTED;
        }

        @Override
        public JsonValue.Obj json() {
            return Json.object()
                    .put("path", target.path().toString())
                    .put("state", "interrupted")
                    .put("exitCode", exit().number())
                    .put("pass", end.pass())
                    .put("phase", Json.wireName(end.phase()))
                    .put("code", end.code().name())
                    .put("cause", end.cause())
                    .put("receiptOnly", end.receiptOnly())
                    .build();
        }

        @Override
        public void print(Console console) {
            if (end.cause().isEmpty()) {
                console.note(console.messages().text("erase.interrupted-asked", target.path()));
            } else { // nobody asked for it: that is an error, also where little is to be said
                console.error(console.messages().text("erase.interrupted", target.path(), end.cause()));
            }
            if (end.code().yieldsToBestEffort()) {
                console.note(console.messages().text("erase.interrupted-best-effort", target.path()));
            }
            if (end.phase() == Event.Phase.NATIVE) {
                // Not everything can be made good by going on.
                console.note(console.messages().text("erase.interrupted-native", target.path()));
            }
        }
    }

    /** Cut short, and there is nothing to resume. */
    record Unrecorded(Candidate.Ready target, LaneEnd.Unrecorded end) implements LaneReport {
        @Override
        public ExitCode exit() {
            return ExitCode.INTERNAL;
        }

        @Override
        public JsonValue.Obj json() {
            return Json.object()
                    .put("path", target.path().toString())
                    .put("state", "unrecorded")
                    .put("exitCode", exit().number())
                    .put("begun", end.begun())
                    .put("cause", end.cause())
                    .build();
        }

        @Override
        public void print(Console console) {
            String words = end.begun() ? "erase.record-gone" : "erase.not-begun";
            console.error(console.messages().text(words, target.path(), end.cause(), end.folder()));
        }
    }

    /** Nothing was written. */
    record Refused(Candidate.Ready target, LaneEnd.Refused end) implements LaneReport {
        @Override
        public ExitCode exit() {
            return RefusalText.exit(List.of(end.refusal()));
        }

        @Override
        public JsonValue.Obj json() {
            return RefusalText.json(target.path(), List.of(end.refusal()));
        }

        @Override
        public void print(Console console) {
            RefusalText.print(target.path(), List.of(end.refusal()), console);
        }
    }

    /** A mistake in this program. What its message says goes to a report of its own: it may name files or serial numbers. */
    record Broken(Candidate.Ready target, LaneEnd.Broken end) implements LaneReport {
        @Override
        public ExitCode exit() {
            return ExitCode.INTERNAL;
        }

        @Override
        public JsonValue.Obj json() {
            return Json.object()
                    .put("path", target.path().toString())
                    .put("state", "internal-error")
                    .put("exitCode", exit().number())
                    .put("cause", end.cause().getClass().getSimpleName())
                    .build();
        }

        @Override
        public void print(Console console) {
            console.error(console.messages()
                    .text("erase.broken", target.path(), end.cause().getClass().getSimpleName()));
        }
    }
}
