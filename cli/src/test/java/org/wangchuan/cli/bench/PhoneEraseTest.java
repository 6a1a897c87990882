package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.EvidenceReplay;
import org.wangchuan.cli.check.FileVerify;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PhoneEraseRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbListing;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneNotice;
import org.wangchuan.station.phone.PhoneOrder;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTask;
import org.wangchuan.station.phone.PhoneTicket;
import org.wangchuan.station.phone.PhoneTimes;

/** A phone erased by one command: what is asked at the terminal, what is printed, what is left. */
@Timeout(120)
class PhoneEraseTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final PhoneTimes TIMES = new PhoneTimes(
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            SHORT,
            Duration.ofSeconds(3),
            SHORT,
            SHORT,
            SHORT,
            SHORT,
            SHORT);

    @TempDir
    Path folder;

    private final MadeHarmony bench = new MadeHarmony("1-4.2");
    private final Cancellation cancellation = new Cancellation();

    @Test
    void aPhoneIsErasedItsOwnerAskedAndTheAnswerIsNoBetterThanWhatWasSeen() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", this::answer);

        assertThat(erase(console, false, Optional.of("1-4.2"))).isEqualTo(ExitCode.NOT_SATISFIED);

        assertThat(console.out())
                .startsWith("1-4.2: UNPROVEN · ")
                .contains("what can be seen of this way looks the same on a phone that was not erased")
                .contains("lock: ", "somebody saw, once it was reset, that it asks for nobody's account")
                .contains("gb-46864-2025: NOT satisfied", "not proved:", "this way was never tried on a real phone")
                .contains("this is a test")
                .doesNotContain(MadeHarmony.SERIAL);
        assertThat(console.notes())
                .as("what may hold it, with what nobody knows; and of another system than Android no way of that")
                .contains("what may hold the phone, before it is erased:")
                .contains("  asks for its owner's account after a reset: not known")
                .contains("  refuses this SIM (network, company or SIM lock): not known")
                .noneMatch(line -> line.startsWith("not offered at all"));
        assertThat(console.questions().getFirst()).contains("type 1-4.2");
        assertThat(files(folder.resolve("out"))).hasSize(3).allMatch(name -> name.startsWith("phone-"));
    }

    /** A way that is ordered beforehand asks nobody which; what may hold the phone is told all the same, and before it is to be reset. */
    @Test
    void whoOrderedTheWayIsToldWhatMayHoldThePhoneToo() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", question -> {
            if (question.contains("type 1-4.2")) {
                bench.resetSoon();
            }
            return answer(question);
        });
        PhoneEraseRequest request = new PhoneEraseRequest(
                Optional.empty(),
                "gb-46864-2025",
                Optional.of("harmonyos-reset-by-hand"),
                Optional.of(folder.resolve("out")),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                false);
        assertThat(body().erase(request, context(console))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.questions()).noneMatch(question -> question.contains("Which way"));
        assertThat(console.notes())
                .containsSubsequence(
                        "what may hold the phone, before it is erased:",
                        "  asks for its owner's account after a reset: not known",
                        "  refuses this SIM (network, company or SIM lock): not known",
                        "what its owner still has to do:");
    }

    @Test
    void theSameInChinese() throws Exception {
        ScriptedConsole console = new ScriptedConsole("zh", this::answer);
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out()).contains("未能证明", "锁：", "未证明的：", "这是测试");
        assertThat(console.notes()).contains("清除之前，可能锁住这部手机的：", "  拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁）：未知");
        assertThat(console.questions().getFirst()).contains("机主同意的话");
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        PhoneEraseRequest request = request(false, Optional.empty(), true);
        assertThat(body().erase(request, context(console))).isEqualTo(ExitCode.NOT_SATISFIED);
        Json.Fields result = Json.in(
                        CanonicalJson.readLenientObject(console.out().getBytes(StandardCharsets.UTF_8)))
                .objects("results")
                .getFirst();
        assertThat(result.text("state")).isEqualTo("finished");
        assertThat(result.text("verdict")).isEqualTo("unproven");
        assertThat(result.bool("policySatisfied")).isFalse();
        assertThat(result.bool("test")).isTrue();
        assertThat(Path.of(result.text("receipt"))).exists();
    }

    @Test
    void whatIsWrittenVerifiesAndItsRecordGivesTheSameAnswer() throws Exception {
        MadeHarmony _ = bench.real();
        assertThat(erase(new ScriptedConsole("en", this::answer), false, Optional.empty()))
                .isEqualTo(ExitCode.NOT_SATISFIED);

        ScriptedConsole verified = new ScriptedConsole("en");
        VerifyService.Request request = new VerifyService.Request(
                List.of(written(".receipt.json"), written(".receipt.pdf")),
                Optional.empty(),
                Optional.of(MadeHarmony.SERIAL),
                false);
        assertThat(new FileVerify().verify(request, context(verified)))
                .as("%s %s", verified.out(), verified.errors())
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(verified.out()).contains("UNPROVEN", "LOCK");

        ScriptedConsole replayed = new ScriptedConsole("en");
        assertThat(new EvidenceReplay().replay(written(".evidence.jsonl"), false, context(replayed)))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(replayed.out()).contains(": UNPROVEN · ", "lock: ");
    }

    /** Nobody could read it: who stands there says which system it runs, is asked once, and gets a receipt that verifies and says no more. */
    @ParameterizedTest
    @CsvSource({"en, mtp", "zh, mtp", "en, adb"})
    void aPhoneThatCanNotBeReadIsErasedByTheWordOfWhoSeesIt(String language, String offers) throws Exception {
        MadeHarmony _ = bench.real().offering(offers);
        ScriptedConsole console = new ScriptedConsole(language, this::answer);
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.questions())
                .filteredOn(question -> question.contains("Which system") || question.contains("什么系统"))
                .hasSize(1);
        assertThat(console.out()).contains(language.equals("zh") ? "未能证明" : "UNPROVEN");
        assertThat(Files.readString(written(".evidence.jsonl")))
                .contains("{\"property\":\"system\",\"source\":\"seen\",\"value\":\"android\"}");

        ScriptedConsole verified = new ScriptedConsole("en");
        VerifyService.Request request = new VerifyService.Request(
                List.of(written(".receipt.json"), written(".receipt.pdf")),
                Optional.empty(),
                Optional.of(MadeHarmony.SERIAL),
                false);
        assertThat(new FileVerify().verify(request, context(verified)))
                .as("%s %s", verified.out(), verified.errors())
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(verified.out()).contains("UNPROVEN").doesNotContain("CLEARED");
        ScriptedConsole replayed = new ScriptedConsole("en");
        assertThat(new EvidenceReplay().replay(written(".evidence.jsonl"), false, context(replayed)))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(replayed.out()).contains(": UNPROVEN · ");
    }

    /** Nothing is guessed: who can't tell is sent to the guided workflow. */
    @Test
    void whereNobodyCanTellItsSystemNothingIsErased() throws Exception {
        MadeHarmony _ = bench.offering("mtp");
        ScriptedConsole console = new ScriptedConsole(
                "en", question -> question.contains("Which system") ? Optional.of("?") : answer(question));
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.REFUSED);
        assertThat(console.notes()).anyMatch(line -> line.contains("take the guided workflow"));
        assertThat(files(folder.resolve("out"))).isEmpty();
    }

    private Path written(String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("out"))) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anotherWordThanThePlaceIsNoConsent() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.of("yes"));
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors()).anyMatch(line -> line.contains("nothing was erased"));
        assertThat(console.questions()).hasSize(1);
        assertThat(files(folder.resolve("station").resolve("phones"))).isEmpty();
        assertThat(files(folder.resolve("out"))).isEmpty();
    }

    @Test
    void withoutATerminalNothingIsDone() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.empty());
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors()).anyMatch(line -> line.contains("needs a terminal"));
        assertThat(files(folder.resolve("station").resolve("phones"))).isEmpty();
    }

    @Test
    void whoIsInterruptedGoesOnAndIsListedMeanwhile() throws Exception {
        ScriptedConsole first = new ScriptedConsole("en", question -> {
            if (question.contains("off the cable")) {
                return Optional.of(""); // the input has ended
            }
            return answer(question, false);
        });
        assertThat(erase(first, false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(first.out()).isEmpty();

        ScriptedConsole list = new ScriptedConsole("en");
        new PhoneList(() -> new UsbListing(true, List.of(), List.of(), true)).list(false, false, context(list));
        assertThat(list.out()).contains("1-4.2: ! an interrupted erasure", "--resume");

        bench.resetSoon();
        ScriptedConsole second = new ScriptedConsole("en", this::answer);
        assertThat(erase(second, true, Optional.empty())).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(second.out()).contains("1-4.2: UNPROVEN");
        assertThat(second.questions()).noneMatch(question -> question.contains("type 1-4.2"));
    }

    @Test
    void aJobOfAnotherPlaceIsTakenOnlyByItsNameAndCanBeGivenUp() throws Exception {
        ScriptedConsole first = new ScriptedConsole(
                "en", question -> question.contains("off the cable") ? Optional.of("") : answer(question, false));
        assertThat(erase(first, false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        PhoneStore store = new PhoneStore(new StationHome(folder.resolve("station")));
        String id = store.open().getFirst().shortId();
        ScriptedConsole console = new ScriptedConsole("en");
        assertError(bench, Optional.of("1-4.3"), true, "PHONE_JOB", ExitCode.REFUSED, console);
        assertThatThrownBy(() -> body().erase(givingUp("00000000-"), context(console)))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("PHONE_JOB"));
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors()).anyMatch(line -> line.contains("--give-up " + id));
        assertThat(store.open()).hasSize(1);

        ScriptedConsole last = new ScriptedConsole("en");
        assertThat(body().erase(givingUp(id), context(last))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(last.out()).contains("1-4.2: UNPROVEN");
        assertThat(last.questions()).isEmpty();
        assertThat(store.open()).isEmpty();
    }

    /** It began before that was known, or by the other one's speed. */
    @Test
    void aJobIsFoundByTheOtherNameOfItsPort() throws Exception {
        ScriptedConsole first = new ScriptedConsole(
                "en", question -> question.contains("off the cable") ? Optional.of("") : answer(question, false));
        assertThat(erase(first, false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        ScriptedConsole console = new ScriptedConsole("en");
        assertError(bench, Optional.of("2-4.2"), true, "PHONE_JOB", ExitCode.REFUSED, console);

        bench.isAlsoNamed("2-4.2").resetSoon();
        ScriptedConsole second = new ScriptedConsole("en", this::answer);
        assertThat(erase(second, true, Optional.of("2-4.2"))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(new PhoneStore(new StationHome(folder.resolve("station"))).open())
                .isEmpty();
    }

    @Test
    void aJobWhoseTicketCanNotBeReadIsListedAndGivenUpByItsName() throws Exception {
        ScriptedConsole first = new ScriptedConsole(
                "en", question -> question.contains("off the cable") ? Optional.of("") : answer(question, false));
        assertThat(erase(first, false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        StationHome home = new StationHome(folder.resolve("station"));
        PhoneStore store = new PhoneStore(home);
        PhoneTicket ticket = store.open().getFirst();
        assertThat(files(home.phones())).anyMatch(name -> name.startsWith("secret-"));
        Files.writeString(store.folder(ticket).resolve("phone.json"), "{");

        UsbListing nothing = new UsbListing(true, List.of(), List.of(), true);
        ScriptedConsole list = new ScriptedConsole("en");
        new PhoneList(() -> nothing).list(false, false, context(list));
        assertThat(list.out())
                .contains("job " + ticket.shortId() + ", begun ", "phone.json", "--give-up " + ticket.shortId());
        ScriptedConsole json = new ScriptedConsole("en");
        new PhoneList(() -> nothing).list(true, false, context(json));
        assertThat(Json.in(CanonicalJson.readLenientObject(json.out().getBytes(StandardCharsets.UTF_8)))
                        .objects("lost")
                        .getFirst()
                        .text("job"))
                .isEqualTo(ticket.shortId());

        ScriptedConsole console = new ScriptedConsole("en");
        assertError(bench, Optional.empty(), true, "PHONE_JOB", ExitCode.REFUSED, console);
        assertThat(store.lost()).as("nothing was touched").hasSize(1);

        ScriptedConsole last = new ScriptedConsole("en");
        assertThat(body().erase(givingUp(ticket.shortId()), context(last))).isEqualTo(ExitCode.OK);
        assertThat(last.out())
                .contains(
                        "job " + ticket.shortId() + " was given up",
                        "its secrets are destroyed",
                        "something was set off");
        assertThat(last.questions()).isEmpty();
        assertThat(files(home.phones())).isEmpty();
        assertThat(files(home.finished()))
                .contains("phone.json", "events")
                .noneMatch(name -> name.startsWith("secret"));
        ScriptedConsole after = new ScriptedConsole("en");
        new PhoneList(() -> nothing).list(false, false, context(after));
        assertThat(after.out()).doesNotContain("job ");
    }

    @Test
    void whatAnIphoneMayKeepOfTheBenchIsToldWithWhatToDo() throws Exception {
        for (String language : List.of("en", "zh")) {
            ScriptedConsole console = new ScriptedConsole(language);
            new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE)
                    .tell(new PhoneNotice.PairingLeft());
            assertThat(String.join("\n", console.errors()))
                    .contains(language.equals("en") ? "Reset Location & Privacy" : "还原位置与隐私");
        }
    }

    @Test
    void aKeyThatIsKeptElsewhereIsToldWithWhatToType() throws Exception {
        for (String language : List.of("en", "zh")) {
            ScriptedConsole console = new ScriptedConsole(language);
            PhoneTerminal terminal =
                    new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE);
            terminal.tell(new PhoneNotice.OtherRecord());
            assertThat(String.join("\n", console.errors()))
                    .contains(
                            language.equals("en") ? "the pairings of all iPhones and iPads" : "所有 iPhone 和 iPad 与本机的配对")
                    .as("it is over")
                    .doesNotContain(language.equals("en") ? "plug it in" : "插上");
            terminal.tell(new PhoneNotice.NotTold(ContactException.Code.USBMUXD_PREFLIGHT));
            assertThat(console.errors())
                    .allMatch(said -> said.contains("find /var/lib/lockdown -name '*.plist'"))
                    .anyMatch(
                            said -> said.contains(
                                    "printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/usbmuxd --user usbmux --systemd --no-preflight\\n'"));
        }
    }

    @Test
    void whatAnAndroidThatWasNotResetMayKeepOfTheBenchIsToldWithWhatToDo() throws Exception {
        for (String language : List.of("en", "zh")) {
            String where = language.equals("en") ? "Revoke USB debugging authorisations" : "撤销 USB 调试授权";
            for (boolean isMarkLeft : new boolean[] {true, false}) {
                ScriptedConsole console = new ScriptedConsole(language);
                new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE)
                        .tell(new PhoneNotice.PermissionLeft(isMarkLeft));
                String told = String.join("\n", console.errors());
                assertThat(told).contains(where);
                assertThat(told.contains("/data/local/tmp")).isEqualTo(isMarkLeft);
            }
        }
    }

    @Test
    void whatIsKeptIsToldAndWhy() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        UsbPlace place = UsbPlace.parse("1-4.2").orElseThrow();
        PhoneReport kept = new PhoneReport(
                place, new PhoneEnd.NotBegun(PhoneEnd.Reason.GIVEN_UP, Optional.of("3f2a9c1d")), List.of());
        kept.print(console);
        new PhoneReport(place, new PhoneEnd.NotBegun(PhoneEnd.Reason.GIVEN_UP), List.of()).print(console);
        assertThat(console.errors().getFirst())
                .contains("Kept are the start", "3f2a9c1d")
                .doesNotContain("nothing is kept");
        assertThat(console.errors().getLast()).contains("nothing is kept of it");
        assertThat(kept.json()).contains("\"kept\":\"3f2a9c1d\"");
    }

    private Path torn() throws IOException {
        Path folderOf = Files.createDirectories(new StationHome(folder.resolve("station")).producers());
        return Files.writeString(folderOf.resolve("torn.producer"), "w");
    }

    /** No phone waits for a file that has nothing to do with it; but whoever stands there is told which, before and afterwards. */
    @Test
    void aTornStatementOfAMakerStopsNoJob() throws Exception {
        Path torn = torn();
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        assertThat(erase(console, false, Optional.empty())).isEqualTo(ExitCode.NOT_SATISFIED);
        String told = torn + " among the kept statements of makers can't be told";
        assertThat(console.notes()).anyMatch(line -> line.contains(told));
        assertThat(console.out()).startsWith("1-4.2: UNPROVEN").contains(told);
    }

    @Test
    void programsAreToldOfATornStatementToo() throws Exception {
        Path torn = torn();
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        assertThat(body().erase(request(false, Optional.empty(), true), context(console)))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out()).contains("\"producersUntold\":[{\"file\":\"" + torn + "\"", "\"producersLeft\":[]");
    }

    /** A phone hangs there, half done: neither what lies there nor what was named keeps it waiting. */
    @Test
    void anInterruptedJobWaitsForNoStatement() throws Exception {
        assertThat(erase(interrupting(), false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        Path torn = torn();
        Path list = Files.writeString(
                new StationHome(folder.resolve("station")).trusted().resolve("torn.trust"), "w");
        bench.resetSoon();
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        PhoneEraseRequest goesOn = with(request(true, Optional.empty(), false), torn);
        assertThat(body().erase(goesOn, context(console))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out()).contains("1-4.2: UNPROVEN");
        assertThat(console.notes())
                .anyMatch(line -> line.contains("torn.producer"))
                .anyMatch(line -> line.contains("the trust list " + list));
    }

    @Test
    void aJobIsGivenUpWhateverLiesThere() throws Exception {
        assertThat(erase(interrupting(), false, Optional.empty())).isEqualTo(ExitCode.INTERRUPTED);
        Path torn = torn();
        String id = new PhoneStore(new StationHome(folder.resolve("station")))
                .open()
                .getFirst()
                .shortId();
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(body().erase(with(givingUp(id), torn), context(console))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out()).contains("1-4.2: UNPROVEN");
    }

    /** What is named for a job that is to begin has to be a statement: nothing has happened yet. */
    @Test
    void whatIsNamedForANewJobHasToBeAStatement() throws Exception {
        Path torn = Files.writeString(folder.resolve("named.producer"), "w");
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        PhoneEraseRequest begins = with(request(false, Optional.empty(), false), torn);
        assertThatThrownBy(() -> body().erase(begins, context(console))).isInstanceOf(UserError.class);
        assertThat(console.questions()).isEmpty();
    }

    private ScriptedConsole interrupting() {
        return new ScriptedConsole(
                "en", question -> question.contains("off the cable") ? Optional.of("") : answer(question, false));
    }

    private static PhoneEraseRequest with(PhoneEraseRequest request, Path statement) {
        return new PhoneEraseRequest(
                request.place(),
                request.policy(),
                request.technique(),
                request.out(),
                request.asset(),
                request.resume(),
                request.giveUp(),
                request.job(),
                List.of(statement),
                request.json());
    }

    private PhoneEraseRequest givingUp(String id) {
        return new PhoneEraseRequest(
                Optional.empty(),
                "gb-46864-2025",
                Optional.empty(),
                Optional.of(folder.resolve("out")),
                Optional.empty(),
                false,
                true,
                Optional.of(id),
                false);
    }

    /** The agent goes on with it: gone on with here, its receipt would go elsewhere, and the platform would wait for ever. */
    @Test
    void aJobOfAnOrderIsLeftToTheAgentAsLongAsItsTaskIsOpen() throws Exception {
        UUID task = UUID.randomUUID();
        StationHome home = new StationHome(folder.resolve("station"));
        Files.createDirectories(folder.resolve("out"));
        PhoneOrder order = new PhoneOrder(
                UsbPlace.parse("1-4.2").orElseThrow(),
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.empty(),
                folder.resolve("out"),
                Optional.of("WC-0001"),
                Optional.empty(),
                Optional.of(new PhoneTask(task, "7F3K-22QX", _ -> true)));
        ScriptedConsole people = new ScriptedConsole(
                "en", question -> question.contains("off the cable") ? Optional.of("") : answer(question, false));
        PhoneEnd end = new PhoneLane(
                        order,
                        bench.at(order.place()),
                        new PhoneTerminal(order.place(), people, PhoneProducers.NONE),
                        home,
                        means())
                .run();
        assertThat(end).isInstanceOf(PhoneEnd.Interrupted.class);
        PhoneOrder withoutTask = new PhoneOrder(
                order.place(),
                order.policy(),
                Optional.empty(),
                folder.resolve("out"),
                Optional.empty(),
                Optional.of(new PhoneStore(home).open().getFirst()));
        assertThat(new PhoneLane(
                                withoutTask,
                                bench.at(order.place()),
                                new PhoneTerminal(order.place(), people, PhoneProducers.NONE),
                                home,
                                means())
                        .run())
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("JOB_OF_ORDER"));
        Path record = home.agent().resolve("tasks").resolve(task + ".json");
        Files.createDirectories(home.agent().resolve("tasks"));
        Files.writeString(record, record(task, "erasing"));

        ScriptedConsole console = new ScriptedConsole("en");
        assertError(bench, Optional.empty(), true, "PHONE_JOB", ExitCode.REFUSED, console);
        String id = task.toString().substring(0, 8);
        assertThatThrownBy(() -> body().erase(givingUp(id), context(console)))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("PHONE_JOB"));
        assertThat(erase(console, false, Optional.empty()))
                .as("a new one there")
                .isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors()).anyMatch(line -> line.contains("7F3K-22QX") && line.contains("station run"));
        new PhoneList(() -> new UsbListing(true, List.of(), List.of(), true)).list(false, false, context(console));
        assertThat(console.out()).contains("7F3K-22QX").doesNotContain("--resume");
        Files.writeString(record, "damaged");
        assertError(bench, Optional.empty(), true, "PHONE_JOB", ExitCode.REFUSED, console);

        Files.delete(record);
        assertError(bench, Optional.empty(), true, "PHONE_JOB", ExitCode.REFUSED, console);
        Files.writeString(record, "damaged"); // nobody's, until an agent is started: then it can be put away
        assertThat(body().erase(givingUp(id), context(console))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(new PhoneStore(home).open()).isEmpty();
    }

    private static String record(UUID task, String state) {
        return CanonicalJson.writeText(Json.object()
                .put("format", "wangchuan-agent-task/v1")
                .put("task", task.toString())
                .put("order", "7F3K-22QX")
                .put("lane", "1-4.2")
                .put("policy", "gb-46864-2025")
                .put("asset", "WC-0001")
                .put("kind", "phone")
                .put("state", state)
                .put("isQueued", false)
                .put("isCertified", false)
                .build());
    }

    @Test
    void whichPhoneItIsHasToBeClear() {
        ScriptedConsole console = new ScriptedConsole("en");
        assertError(new MadeHarmony(), Optional.empty(), false, "PHONE_NONE", ExitCode.REFUSED, console);
        MadeHarmony two = new MadeHarmony("1-4.2", "1-4.3");
        assertError(two, Optional.empty(), false, "PHONE_WHICH", ExitCode.USAGE, console);
        assertError(two, Optional.of("1-4.9"), false, "PHONE_THERE", ExitCode.REFUSED, console);
        assertError(two, Optional.of("usb1"), false, "PHONE_PLACE", ExitCode.USAGE, console);
        assertError(two, Optional.of("../x"), false, "PHONE_PLACE", ExitCode.USAGE, console);
        assertError(two, Optional.empty(), true, "PHONE_JOB", ExitCode.REFUSED, console);
    }

    /** A kernel that is slow for once sends nobody away whose phone hangs there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1-4.2"})
    void whoeverNobodyHasLookedForIsWaitedFor(String named) throws Exception {
        Optional<String> place = Optional.of(named).filter(text -> !text.isEmpty());
        bench.isSeenAfter(100); // a millisecond each, which is longer than what is to settle
        assertThat(erase(new ScriptedConsole("en", this::answer), false, place)).isEqualTo(ExitCode.NOT_SATISFIED);

        String code = place.isPresent() ? "PHONE_THERE" : "PHONE_NONE";
        bench.isSeenAfter(Integer.MAX_VALUE);
        assertError(bench, place, false, code, ExitCode.REFUSED, new ScriptedConsole("en"));
    }

    @Test
    void aWayThatDoesNotExistIsAMistakeAndOneThatDoesNotFitIsRefused() throws Exception {
        PhoneEraseRequest request = new PhoneEraseRequest(
                Optional.empty(),
                "gb-46864-2025",
                Optional.of("magic"),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                false);
        assertThatThrownBy(() -> body().erase(request, context(new ScriptedConsole("en"))))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("PHONE_TECHNIQUE"));
        ScriptedConsole console = new ScriptedConsole("en", this::answer);
        PhoneEraseRequest other = new PhoneEraseRequest(
                Optional.empty(),
                "gb-46864-2025",
                Optional.of("ios-erase-device"),
                Optional.of(folder.resolve("out")),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                false);
        assertThat(body().erase(other, context(console))).isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors()).anyMatch(line -> line.contains("does not fit this phone"));
    }

    private void assertError(
            MadeHarmony made,
            Optional<String> place,
            boolean resume,
            String code,
            ExitCode exit,
            ScriptedConsole console) {
        assertThatThrownBy(() -> new PhoneErase(_ -> made, means(), "wangchuan test")
                        .erase(request(resume, place, false), context(console)))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.exit()).isEqualTo(exit);
                });
    }

    /** What somebody answers who does all as they are told. */
    private Optional<String> answer(String question) {
        return answer(question, true);
    }

    private Optional<String> answer(String question, boolean resets) {
        List<String> firsts = List.of("type 1-4.2", "请输入 1-4.2");
        if (firsts.stream().anyMatch(question::contains)) {
            return Optional.of("1-4.2");
        }
        if (question.contains("Which way") || question.contains("用哪种方法")) {
            if (resets) {
                bench.resetSoon();
            }
            return Optional.of("1");
        }
        if (question.contains("go on without it") || question.contains("不等它继续")) {
            return Optional.of("2");
        }
        if (question.contains("Which system") || question.contains("什么系统")) {
            return Optional.of("1");
        }
        if (question.contains("at its setup") || question.contains("初次设置界面")) {
            return Optional.of("y");
        }
        return Optional.of("n");
    }

    private ExitCode erase(ScriptedConsole console, boolean resume, Optional<String> place) throws UserError {
        return body().erase(request(resume, place, false), context(console));
    }

    private PhoneErase body() {
        return new PhoneErase(_ -> bench, means(), "wangchuan test");
    }

    private static PhoneLane.Means means() {
        return new PhoneLane.Means(
                InstantSource.system(), "wangchuan test", TIMES, new SecureRandom(), PhoneMoment.Listener.NOBODY);
    }

    private PhoneEraseRequest request(boolean resume, Optional<String> place, boolean json) {
        return new PhoneEraseRequest(
                place,
                "gb-46864-2025",
                Optional.empty(),
                Optional.of(folder.resolve("out")),
                Optional.empty(),
                resume,
                false,
                Optional.empty(),
                json);
    }

    private Context context(ScriptedConsole console) {
        return new Context(folder.resolve("station"), console, cancellation);
    }

    private static List<String> files(Path where) throws IOException {
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(where)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }
}
