package org.wangchuan.platform;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchException;
import org.wangchuan.platform.bench.ListWait;
import org.wangchuan.platform.bench.ListWord;
import org.wangchuan.platform.consumer.Guide;
import org.wangchuan.platform.consumer.channel.Licence;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.exchange.Scope;
import org.wangchuan.platform.identity.AccountException;
import org.wangchuan.platform.identity.AccountHistory;
import org.wangchuan.platform.identity.CompanyChanges;
import org.wangchuan.platform.identity.PasskeyTable;
import org.wangchuan.platform.identity.Provider;
import org.wangchuan.platform.identity.ProviderException;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.oversight.audit.AuditView;
import org.wangchuan.platform.oversight.incident.DescriptionForm;
import org.wangchuan.platform.oversight.incident.Incident;
import org.wangchuan.platform.oversight.incident.IncidentException;
import org.wangchuan.platform.oversight.incident.IncidentRules;
import org.wangchuan.platform.oversight.incident.Running;
import org.wangchuan.platform.oversight.law.LawFile;
import org.wangchuan.platform.oversight.secondcheck.CheckException;
import org.wangchuan.platform.oversight.secondcheck.PactView;
import org.wangchuan.platform.oversight.secondcheck.SecondChecks;
import org.wangchuan.platform.oversight.secondcheck.Seen;
import org.wangchuan.platform.oversight.secondcheck.Why;
import org.wangchuan.platform.rights.Delay;
import org.wangchuan.platform.rights.Ground;
import org.wangchuan.platform.rights.IdentityCheck;
import org.wangchuan.platform.rights.PersonRequest;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.rights.RightsException;
import org.wangchuan.platform.rights.Way;
import org.wangchuan.platform.staff.CourseLine;
import org.wangchuan.platform.staff.ExamException;
import org.wangchuan.platform.staff.Introductions;
import org.wangchuan.platform.staff.ProofException;
import org.wangchuan.platform.staff.Qualification;
import org.wangchuan.platform.staff.course.Course;
import org.wangchuan.platform.vault.Disclosures;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.IdKind;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.ValidationClaims;

/** Every page speaks both languages: no key without words, no words without a key, no text in a template. */
final class WordsTest {
    private static final Path WORDS = Path.of("src/main/resources/words");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path CODE = Path.of("src/main/java");
    /** What could be a key, or the beginning of one. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+[.][A-Za-z0-9_.-]*)\"");
    /** What looks like a key and is none. */
    private static final Set<String> FILES = Set.of("vault.key", "bench.js");

    private static final Pattern KEY = Pattern.compile("say\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern LAST_WORD = Pattern.compile("\\b(counts?|decides?)\\b");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** Text between tags: what a reader would see in one language only. */
    private static final Pattern TEXT = Pattern.compile(">([^<>@{}$]*[A-Za-z]{2,}[^<>@{}$]*)<");

    /** In a trial, files are erased as if they were drives: a page that does not say so is a lie, and more so on paper. */
    @Test
    void everyPageOfItsOwnSaysThatItIsATrial() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path template : list(TEMPLATES, ".jte")) {
            String text = Files.readString(template);
            if (text.contains("<!DOCTYPE")) {
                pages.add(template);
                assertThat(text).as(template.toString()).contains("isTrial()", "web.trial");
            }
        }
        assertThat(pages).hasSizeGreaterThan(4);
    }

    /** The later of two would win, and somebody would read it in the place of the earlier. */
    @Test
    void noKeyIsThereTwice() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/words"))) {
            for (Path file : files.toList()) {
                List<String> keys = Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .toList();
                assertThat(keys).as(file.getFileName().toString()).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        for (Path english : list(WORDS, ".properties")) {
            String name = english.getFileName().toString();
            if (name.endsWith("_zh.properties")) {
                continue;
            }
            Path chinese = WORDS.resolve(name.replace(".properties", "_zh.properties"));
            Set<String> inOneOnly = keys(chinese);
            inOneOnly.removeAll(keys(english));
            keys(english).stream().filter(not(keys(chinese)::contains)).forEach(inOneOnly::add);
            assertThat(inOneOnly).as("in one language only: " + name).isEmpty();
        }
    }

    /** Also where a key is chosen by a condition, or by code. */
    @Test
    void everyKeyThatIsNamedHasWords() throws IOException {
        Set<String> known = keys();
        Set<String> modules =
                known.stream().map(key -> key.replaceFirst("[.].*", "")).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Path source : sources()) {
            LITERAL.matcher(Files.readString(source))
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !key.endsWith(".") && modules.contains(key.replaceFirst("[.].*", "")))
                    .filter(key -> !known.contains(key) && !FILES.contains(key))
                    .forEach(key -> missing.add(source + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    /** A key is named as it is, or put together from one that ends with a point and the rest. */
    @Test
    void allWordsAreNamedSomewhere() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path source : sources()) {
            LITERAL.matcher(Files.readString(source)).results().forEach(found -> named.add(found.group(1)));
        }
        List<String> beginnings =
                named.stream().filter(key -> key.endsWith(".")).toList();
        assertThat(keys())
                .filteredOn(key -> !key.startsWith("setting.")) // SettingsTest has these
                .filteredOn(key -> !named.contains(key) && beginnings.stream().noneMatch(key::startsWith))
                .isEmpty();
    }

    /** Keys that are put together from a closed list, and so are named nowhere. */
    @Test
    void whateverIsInAClosedListHasWords() throws IOException {
        Set<String> needed = new TreeSet<>();
        for (Purpose purpose : Purpose.values()) {
            needed.add("vault.purpose." + purpose.id());
            needed.add("vault.basis." + purpose.id());
        }
        Stream.of(Field.values()).forEach(field -> needed.add("vault.field." + field.id()));
        Stream.of(Reason.values()).forEach(reason -> needed.add("vault.reason." + reason.id()));
        Stream.of(IdKind.values()).forEach(kind -> needed.add("vault.id-kind." + kind.id()));
        Stream.of(Read.Act.values()).forEach(act -> needed.add("vault.act." + act.id()));
        Stream.of(VaultException.Code.values()).forEach(code -> needed.add("vault.problem." + code));
        Stream.of(LedgerException.Code.values())
                .filter(code -> code.name().startsWith("PAPER_") || code.name().contains("APART"))
                .forEach(code -> needed.add("ledger.problem." + code));
        Stream.of(AccountException.Code.values()).forEach(code -> needed.add("identity.problem." + code));
        Stream.of(AccountHistory.What.values())
                .filter(what -> what != AccountHistory.What.LINK_USED) // told with its link
                .forEach(what -> needed.add("identity.account.change." + what.id()));
        Stream.of(PasskeyTable.Kind.values()).forEach(kind -> needed.add("identity.passkeys.kind." + kind.id()));
        Stream.of(ProviderException.Code.values()).forEach(code -> needed.add("identity.provider.problem." + code));
        Stream.of(Provider.State.values()).forEach(state -> needed.add("identity.provider.state." + state.id()));
        Stream.of(CompanyChanges.What.values()).forEach(what -> needed.add("identity.company.change." + what.id()));
        Stream.of(ValidationClaims.Deed.values()).forEach(deed -> needed.add("ledger.deed." + Json.wireName(deed)));
        Stream.of(ValidationClaims.Apart.values())
                .flatMap(apart ->
                        Stream.of("", "text.", "you.").map(part -> "ledger.apart." + part + Json.wireName(apart)))
                .forEach(needed::add);
        for (Course.Area area : Course.Area.values()) {
            needed.add("staff.area." + area.name().toLowerCase(Locale.ROOT));
            needed.add("staff.why." + area.name().toLowerCase(Locale.ROOT));
        }
        Stream.of(CourseLine.State.values()).forEach(state -> needed.add("staff.state." + state.id()));
        Stream.of(Qualification.Kind.values()).forEach(kind -> needed.add("staff.kind." + kind.id()));
        Stream.of(Introductions.What.values()).forEach(what -> needed.add("staff.introduction.change." + what.id()));
        Stream.of(ExamException.Code.values()).forEach(code -> needed.add("staff.problem." + code));
        Stream.of(ProofException.Code.values()).forEach(code -> needed.add("staff.problem." + code));
        Stream.of(Role.values())
                .filter(role -> role != Role.ADMINISTRATOR) // asks for no course
                .forEach(role -> needed.add("staff.acts." + role.id()));
        Stream.of(OrderException.Code.values()).forEach(code -> needed.add("intake.problem." + code));
        Stream.of(ListWait.values())
                .filter(wait -> wait != ListWait.BUSY) // nothing is to be done about it
                .forEach(wait -> needed.add("bench.auto.why." + wait.id()));
        Stream.of(ListWord.Why.values()).forEach(why -> needed.add("bench.auto.end." + why.id()));
        Stream.of(BenchException.Code.values())
                .filter(code -> code.name().startsWith("LIST_WORD"))
                .forEach(code -> needed.add("bench.problem." + code));
        OrderStory.PHONE_EVENTS.forEach(event -> {
            needed.add("intake.story." + OrderStory.PHONE + event);
            needed.add("consumer.story." + OrderStory.PHONE + event);
        });
        OrderStory.CARDS_EVENTS.forEach(event -> {
            needed.add("intake.story." + OrderStory.CARDS + event);
            needed.add("consumer.story." + OrderStory.CARDS + event);
        });
        for (CardAccount.Sim one : CardAccount.Sim.values()) {
            needed.add("intake.cards.sim." + one.id());
            needed.add("consumer.cards.sim." + one.id());
        }
        for (CardAccount.Esim one : CardAccount.Esim.values()) {
            needed.add("intake.cards.esim." + one.id());
            needed.add("consumer.cards.esim." + one.id());
        }
        for (CardAccount.Card one : CardAccount.Card.values()) {
            needed.add("intake.cards.card." + one.id());
            needed.add("consumer.cards.card." + one.id());
        }
        for (String code : List.of("open", "stays", "erased")) {
            needed.add("intake.cards.row." + code);
            needed.add("consumer.cards.row." + code);
        }
        for (CardsSaid.Kind kind : CardsSaid.Kind.values()) {
            for (CardsSaid.By by : CardsSaid.By.values()) {
                if (kind == CardsSaid.Kind.SOMETHING && by == CardsSaid.By.PHONE) {
                    continue; // a phone says which it is
                }
                if (kind == CardsSaid.Kind.ESIM && by == CardsSaid.By.PERSON) {
                    continue; // nobody is asked to look for one
                }
                needed.add("intake.cards.seen." + kind.id() + "." + by.id());
                needed.add("intake.cards.since." + kind.id() + "." + by.id());
            }
        }
        List.of("phone", "card", "cards").forEach(open -> needed.add("intake.next.in_part." + open));
        CablePhone.MEANS.forEach(word -> needed.add("intake.cable.means." + word));
        CablePhone.SYSTEMS.forEach(word -> needed.add("intake.cable.system." + word));
        CablePhone.SHOWS.forEach(word -> needed.add("intake.cable.shows." + word));
        CablePhone.MODES.forEach(word -> needed.add("intake.cable.mode." + word));
        CablePhone.SCREEN_LOCKS.forEach(word -> needed.add("intake.cable.screen." + word));
        CablePhone.ACTIVATIONS.forEach(word -> needed.add("intake.cable.activation." + word));
        CablePhone.ANSWERS.forEach(word -> needed.add("intake.cable.answer." + word));
        Stream.of(Scope.values()).forEach(scope -> needed.add("exchange.scope." + scope.word()));
        Stream.of(Payment.Kind.values()).forEach(kind -> needed.add("intake.payment.kind." + kind.id()));
        Stream.of(Payment.Difference.values()).forEach(one -> needed.add("intake.payment.difference." + one.id()));
        Stream.of(Payment.Correction.values()).forEach(one -> needed.add("intake.payment.correction." + one.id()));
        Stream.of(Disclosures.State.values())
                .forEach(state -> needed.add("intake.law.state." + state.name().toLowerCase(Locale.ROOT)));
        for (RequestKind kind : RequestKind.values()) {
            needed.add("rights.kind." + kind.id());
            needed.add("rights.ask." + kind.id());
            needed.add("rights.meaning." + kind.id());
            if (!kind.isForgetting() && kind != RequestKind.COPY) {
                needed.add("rights.answer.does." + kind.id());
            }
        }
        needed.addAll(org.wangchuan.platform.oversight.audit.AuditWords.needed());
        Stream.of(Incident.State.values()).forEach(one -> needed.add("oversight.incident.state." + one.id()));
        Stream.of(IncidentException.Code.values()).forEach(code -> needed.add("oversight.incident.problem." + code));
        Stream.of(Running.State.values()).forEach(one -> needed.add("oversight.duty.state." + one.id()));
        Stream.of(IncidentRules.Moment.values())
                .forEach(one -> needed.add("oversight.duty.from." + one.name().toLowerCase(Locale.ROOT)));
        Stream.of(LawFile.State.values()).forEach(one -> needed.add("oversight.law.state." + one.id()));
        Stream.of(LawFile.Standing.values()).forEach(one -> needed.add("oversight.law.standing." + one.id()));
        DescriptionForm.TEXTS.forEach(name -> {
            needed.add("oversight.letter." + name);
            needed.add("oversight.incident.hint." + name);
        });
        Stream.of("orders", "devices", "site", "reader", "list", "hand_over")
                .flatMap(by -> Stream.of("oversight.by." + by, "oversight.by.text." + by))
                .forEach(needed::add);
        Stream.of(Ground.values()).forEach(ground -> needed.add("rights.ground." + ground.id()));
        Stream.of(Delay.values()).forEach(delay -> needed.add("rights.delay." + delay.id()));
        Stream.of(Way.values()).forEach(way -> needed.add("rights.way." + way.id()));
        Stream.of(IdentityCheck.values()).forEach(check -> needed.add("rights.identity." + check.id()));
        Stream.of("written", "written_kin", "identified_kin")
                .forEach(what -> needed.add("consumer.requests.event." + what));
        Stream.of(PersonRequest.State.values()).forEach(state -> needed.add("rights.state." + state.id()));
        Stream.of(PersonRequest.Result.values()).forEach(result -> needed.add("rights.result." + result.id()));
        Stream.of(PersonRequest.What.values())
                .flatMap(what ->
                        Stream.of("rights.event.", "consumer.requests.event.").map(head -> head + what.id()))
                .forEach(needed::add);
        Stream.of(CheckException.Code.values()).forEach(code -> needed.add("oversight.problem." + code));
        Stream.of(GateException.Code.values())
                .filter(GateException.Code::isWaiting)
                .forEach(code -> needed.add("custody.gate." + code));
        Stream.of(Why.values()).forEach(why -> needed.add("oversight.why." + why.id()));
        Stream.of(Seen.Result.values()).forEach(result -> needed.add("oversight.result." + result.id()));
        needed.add("oversight.result.confirmed-machine");
        needed.add("oversight.result.confirmed-afar");
        Stream.of(PactView.State.values()).forEach(state -> needed.add("oversight.pact.state." + state.id()));
        Stream.of("asked", "accepted", "refused", "ended", "restored")
                .forEach(step -> needed.add("oversight.pact.step." + step));
        Stream.of("CODE", "OWN", "SITES", "OVER").forEach(why -> needed.add("oversight.pact.problem." + why));
        Stream.of(Hands.Work.values()).forEach(work -> needed.add("oversight.own." + work.id()));
        AuditView.STATES.forEach(state -> needed.add("oversight.audits.state." + state));
        Stream.of("6", "7").forEach(day -> needed.add("rights.weekend." + day));
        Stream.of("before", "link", "link-before").forEach(why -> needed.add("oversight.own." + why));
        Stream.of(Seen.Place.values()).forEach(place -> needed.add("oversight.place." + place.id()));
        Stream.of(Seen.Look.values()).forEach(look -> needed.add("oversight.looked." + look.id()));
        needed.add("oversight.looked.account.either");
        needed.add("oversight.result.phone.confirmed.asking");
        Stream.of("NOW", "HELD", "MISSING", "SEALED").forEach(where -> needed.add("intake.list.HERE_" + where));
        Stream.of(SecondChecks.Release.values()).forEach(why -> needed.add("oversight.release." + why.id()));
        Stream.of(Seen.Without.values())
                .flatMap(why -> Stream.of("oversight.without.", "custody.second.without.")
                        .map(head -> head + why.id()))
                .forEach(needed::add);
        Stream.of(RecheckClaims.Result.values())
                .flatMap(result ->
                        Stream.of("custody.read.", "custody.read.text.").map(head -> head + Json.wireName(result)))
                .forEach(needed::add);
        Stream.of(RecheckClaims.Reason.values())
                .forEach(reason -> needed.add("custody.read.reason." + Json.wireName(reason)));
        Stream.of(RecheckClaims.Recognised.values())
                .forEach(known -> needed.add("custody.read.recognised." + Json.wireName(known)));
        Stream.of("confirmed-machine", "confirmed-afar", "confirmed-other", "found-machine")
                .flatMap(key -> Stream.of("custody.second.", "custody.second.text.", "consumer.second.")
                        .map(head -> head + key))
                .forEach(needed::add);
        needed.add("intake.story.second-check-differs");
        needed.add("consumer.story.second-check-differs");
        Stream.of(SecondLook.State.values())
                .flatMap(state -> Stream.of(true, false)
                        .map(isApart -> new SecondLook.Said(state, Optional.empty(), isApart).key()))
                .distinct()
                .flatMap(key -> Stream.of("custody.second.", "custody.second.text.", "consumer.second.")
                        .map(head -> head + key))
                .forEach(needed::add);
        Stream.of(RightsException.Code.values()).forEach(code -> needed.add("rights.problem." + code));
        Stream.of(Role.values()).forEach(role -> needed.add("identity.role." + role.id()));
        Stream.of(Guide.Group.values()).forEach(group -> needed.add("consumer.guides.group." + group.id()));
        Stream.of(DeviceKind.values()).forEach(kind -> needed.add("custody.kind." + kind.id()));
        Stream.of(Licence.Kind.values()).forEach(kind -> needed.add("consumer.licence." + kind.id()));
        Stream.of(Licence.State.values()).forEach(state -> needed.add("consumer.licence.state." + state.id()));
        Stream.of(DeviceState.values()).forEach(state -> needed.add("custody.state." + state.id()));
        Stream.of(OrderState.values()).forEach(state -> needed.add("intake.state." + state.id()));
        // What is wrong with a form is wrong in a row of a list as well, and is told there in other words.
        LITERAL.matcher(Files.readString(CODE.resolve("org/wangchuan/platform/intake/IntakeForm.java")))
                .results()
                .map(found -> found.group(1))
                .filter(key -> key.startsWith("intake.problem."))
                .forEach(key -> needed.add(
                        "intake.list." + key.replace("intake.problem.", "").toUpperCase(Locale.ROOT)));
        needed.add(IntakeForm.OF_A_PERSON.replace("intake.number.", "intake.list."));
        needed.removeAll(keys());
        assertThat(needed).isEmpty();
    }

    @Test
    void everyKeyOfATemplateHasWords() throws IOException {
        Set<String> known = keys();
        List<String> missing = new ArrayList<>();
        for (Path template : list(TEMPLATES, ".jte")) {
            Matcher matcher = KEY.matcher(Files.readString(template));
            while (matcher.find()) {
                if (!known.contains(matcher.group(1))) {
                    missing.add(template + ": " + matcher.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noTemplateHoldsTextOfItsOwn() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : list(TEMPLATES, ".jte")) {
            String text = Files.readString(template);
            // An arrow of an expression ends no tag, and an entity is no word.
            Matcher matcher = TEXT.matcher(text.replace("->", "").replaceAll("&[a-z]+;", ""));
            while (matcher.find()) {
                found.add(template + ": " + matcher.group(1).strip());
            }
            // The one word that stands in the other language on purpose is the switch to it.
            if (HAN.matcher(text.replace("\"中文\"", "")).find()) {
                found.add(template + ": Chinese");
            }
        }
        assertThat(found).isEmpty();
    }

    /** 为准 says that something has the last word. It stands only where English says so, too: what counts, or decides. */
    @Test
    void chineseClaimsNoMoreThanEnglish() throws IOException {
        List<String> more = new ArrayList<>();
        for (Path file : list(WORDS, "_zh.properties")) {
            Properties chinese = read(file);
            Properties english =
                    read(WORDS.resolve(String.valueOf(file.getFileName()).replace("_zh.properties", ".properties")));
            chinese.stringPropertyNames().stream()
                    .filter(key -> chinese.getProperty(key).contains("为准"))
                    .filter(key ->
                            !LAST_WORD.matcher(english.getProperty(key, "")).find())
                    .forEach(more::add);
        }
        assertThat(more).isEmpty();
    }

    @Test
    void chineseIsChinese() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : list(WORDS, "_zh.properties")) {
            Properties words = read(file);
            for (String key : words.stringPropertyNames()) {
                if (!HAN.matcher(words.getProperty(key)).find()) {
                    found.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** All of them; both languages have the same. */
    private static Set<String> keys() throws IOException {
        Set<String> out = new TreeSet<>();
        for (Path file : list(WORDS, "_zh.properties")) {
            out.addAll(keys(file));
        }
        return out;
    }

    private static List<Path> sources() throws IOException {
        List<Path> out = new ArrayList<>(list(CODE, ".java"));
        out.addAll(list(TEMPLATES, ".jte"));
        return out;
    }

    private static Set<String> keys(Path file) throws IOException {
        return new TreeSet<>(read(file).stringPropertyNames());
    }

    private static Properties read(Path file) throws IOException {
        Properties out = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            out.load(in);
        }
        return out;
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
