package org.wangchuan.platform.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Contract;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Scratch;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.PhoneTechniques;

/** A station as the platform sees it: calls over HTTP, and statements that it really signs into a log of its own. Not thread-safe. */
public final class SigningStation {
    public static final String POLICY = "nist-clear";
    /** The rule set for drives that clear themselves. */
    public static final String BY_ITSELF = "nist-clear-native";

    static final long CAPACITY = 1_000_204_886_016L;
    private static final Path RULES = Path.of("../engine/src/main/resources/org/wangchuan/engine/policy");

    public final PlatformTest.PairedStation paired;
    final TileLog log;
    private Browser http;
    private StationChain chain = StationChain.NEW;

    /** A station of the platform that the tests share. */
    public SigningStation(PlatformTest.PairedStation paired) {
        this(paired, PlatformTest.nobody());
    }

    /** A station of the platform that this browser calls. */
    public SigningStation(PlatformTest.PairedStation paired, Browser http) {
        this(paired, http, "log.example/" + paired.id());
    }

    /** A station whose log has this name: a key that another one delegates, say. */
    SigningStation(PlatformTest.PairedStation paired, Browser http, String origin) {
        this.paired = paired;
        this.http = http;
        try {
            this.log = TileLog.open(
                    Scratch.folder("log"), new NoteSigner(origin, SigningKey.generate()), Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same station, calling the platform of this browser from now on. */
    public SigningStation at(Browser other) {
        http = other;
        return this;
    }

    /** What a statement says; what is not said otherwise is good. */
    public record Said(
            String serial,
            String asset,
            Verdict verdict,
            State open,
            Instant at,
            boolean isTest,
            List<NotProved> not,
            String rules,
            String bus,
            long seconds) {
        /** All well. */
        public static Said good(String serial, String asset) {
            return new Said(
                    serial,
                    asset,
                    Verdict.CLEARED,
                    State.SATISFIED,
                    Instant.now(),
                    false,
                    List.of(NotProved.FIRMWARE_COPY, NotProved.TIME_NOT_WITNESSED),
                    "1",
                    "sata",
                    1);
        }

        Said about(String other) {
            return new Said(other, asset, verdict, open, at, isTest, not, rules, bus, seconds);
        }

        public Said with(Verdict other) {
            return new Said(serial, asset, other, open, at, isTest, not, rules, bus, seconds);
        }

        Said with(State first) {
            return new Said(serial, asset, verdict, first, at, isTest, not, rules, bus, seconds);
        }

        public Said at(Instant other) {
            return new Said(serial, asset, verdict, open, other, isTest, not, rules, bus, seconds);
        }

        /** Ended so long after it began, by the station's clock. */
        Said after(long other) {
            return new Said(serial, asset, verdict, open, at, isTest, not, rules, bus, other);
        }

        /** By a version of the rule set that this platform does not have, say. */
        Said by(String version) {
            return new Said(serial, asset, verdict, open, at, isTest, not, version, bus, seconds);
        }

        /** Of a drive on another bus than SATA. */
        Said on(String other) {
            return new Said(serial, asset, verdict, open, at, isTest, not, rules, other, seconds);
        }

        Said asTest() {
            return new Said(serial, asset, verdict, open, at, true, not, rules, bus, seconds);
        }

        Said not(NotProved... others) {
            return new Said(serial, asset, verdict, open, at, isTest, List.of(others), rules, bus, seconds);
        }
    }

    /** The receipt of an erasure that this station signs. */
    public String receipt(Said said) throws IOException {
        return receipt(said, UUID.randomUUID());
    }

    String receipt(Said said, UUID event) throws IOException {
        StatementIssuer issuer =
                said.isTest() ? StatementIssuer.test(paired.key()) : StatementIssuer.real(paired.key());
        IssuedStatement start =
                log(issuer.start(chain, UUID.randomUUID(), said.at(), Disclosed.ofStart(target(said), asset(said))));
        IssuedStatement clearing = log(issuer.clearing(
                chain,
                event,
                said.at().plusSeconds(said.seconds()),
                claims(start.eventId(), said),
                Disclosed.ofClearing(target(said), work(said), asset(said))));
        return new String(
                ReceiptIssuer.receipt(log, paired.key().publicKey(), start, clearing)
                        .toBytes(),
                StandardCharsets.UTF_8);
    }

    /** That what it signs of phones was reset, and read once more after that. */
    public boolean isReadingAgain;

    /** What it signs of phones as statements of their makers that the record fits, with the clauses; none if empty. */
    public final List<ProducersShown.One> producers = new ArrayList<>();

    /** How far its clock is behind when it signs of phones. */
    public Duration behind = Duration.ZERO;

    /** The receipt of a phone that this station signs: filled and found as new, by rules of which one stays open, as of every phone. */
    public String phoneReceipt(Said now, PhoneClaims.Lock lock) throws IOException {
        Said said = now.at(now.at().minus(behind));
        StatementIssuer issuer = StatementIssuer.real(paired.key());
        Phone phone = new Phone(
                Optional.of("Samsung"),
                Optional.of("SM-G991B"),
                Optional.of("android"),
                producers.isEmpty() ? Optional.empty() : Optional.of("14"),
                Optional.of(said.serial()).filter(number -> !number.isEmpty()),
                OptionalLong.empty(),
                Optional.empty());
        IssuedStatement start =
                log(issuer.start(chain, UUID.randomUUID(), said.at(), Disclosed.ofPhoneStart(phone, asset(said))));
        IssuedStatement clearing = log(issuer.clearing(
                chain,
                UUID.randomUUID(),
                said.at().plusSeconds(said.seconds()),
                ofPhone(claims(start.eventId(), said), lock),
                Disclosed.ofPhoneClearing(
                                phone, isReadingAgain ? readAgain(said.at()) : phoneWork(said.at()), asset(said))
                        .with(Optional.of(producers)
                                .filter(some -> !some.isEmpty())
                                .map(ProducersShown::new))));
        return new String(
                ReceiptIssuer.receipt(log, paired.key().publicKey(), start, clearing)
                        .toBytes(),
                StandardCharsets.UTF_8);
    }

    private ClearingClaims ofPhone(ClearingClaims drive, PhoneClaims.Lock lock) {
        List<PhoneClaims.LockReason> because = switch (lock) {
            case UNLOCKED -> List.of(PhoneClaims.LockReason.RESET_PROTECTION_OFF);
            case LOCKED -> List.of(PhoneClaims.LockReason.RESET_PROTECTION_ON, PhoneClaims.LockReason.MANAGED_UNKNOWN);
            case UNKNOWN -> List.of(PhoneClaims.LockReason.RESET_PROTECTION_UNKNOWN);
        };
        boolean isGood = drive.verdict().isGood();
        PhoneClaims.Technique filled = PhoneTechniques.all().stream()
                .filter(one -> isReadingAgain ? one.canClear() && !one.fills() : one.fills())
                .map(PhoneTechniques.Known::technique)
                .findFirst()
                .orElseThrow();
        return new ClearingClaims(
                drive.start(),
                drive.verdict(),
                drive.policy(),
                drive.conformity().stream()
                        .map(one -> !isGood
                                        || one.clause().equals("hidden-areas")
                                        || (isReadingAgain && !one.clause().equals("level"))
                                ? new ClearingClaims.Clause(
                                        one.clause(), isGood ? State.UNDETERMINED : State.NOT_SATISFIED, one.source())
                                : one)
                        .toList(),
                drive.evidence(),
                Stream.of(
                                NotProved.PHONES_OWN_WORD,
                                NotProved.SAME_DEVICE,
                                NotProved.KEYS_DESTROYED,
                                NotProved.NEVER_TRIED,
                                NotProved.SPARE_CELLS,
                                NotProved.PHONES_CACHE,
                                NotProved.CARDS,
                                NotProved.TIME_NOT_WITNESSED)
                        .filter(one ->
                                !isReadingAgain || (one != NotProved.SPARE_CELLS && one != NotProved.PHONES_CACHE))
                        .toList(),
                Optional.of(new PhoneClaims(
                        Optional.of(filled),
                        isGood ? PhoneClaims.Tier.TOLD : PhoneClaims.Tier.OBSERVED,
                        lock,
                        isGood ? List.of() : List.of(PhoneClaims.Reason.AFTER_UNKNOWN),
                        because)));
    }

    private static PhoneWork readAgain(Instant at) {
        return new PhoneWork(
                "wangchuan 0.1",
                at,
                at,
                Stream.of(
                                PhoneWork.Word.CONSENTED,
                                PhoneWork.Word.SET_OFF,
                                PhoneWork.Word.GONE,
                                PhoneWork.Word.BACK,
                                PhoneWork.Word.SEEN)
                        .map(word -> new PhoneWork.Step(word, at))
                        .toList(),
                Optional.empty());
    }

    private static PhoneWork phoneWork(Instant at) {
        List<PhoneWork.Step> steps = List.of(
                        PhoneWork.Word.CONSENTED,
                        PhoneWork.Word.SET_OFF,
                        PhoneWork.Word.GONE,
                        PhoneWork.Word.BACK,
                        PhoneWork.Word.SEEN,
                        PhoneWork.Word.FILLED,
                        PhoneWork.Word.SET_OFF,
                        PhoneWork.Word.GONE,
                        PhoneWork.Word.BACK,
                        PhoneWork.Word.SEEN)
                .stream()
                .map(word -> new PhoneWork.Step(word, at))
                .toList();
        PhoneWork.Fill fill = new PhoneWork.Fill(CAPACITY, 0, 0, CAPACITY, CAPACITY, 1, 0, true);
        return new PhoneWork("wangchuan 0.1", at, at, steps, Optional.of(fill));
    }

    /** What this station truly signs that looks again at an erasure: as its file, and then in the dress of a receipt beside a true start. */
    List<String> rechecks(Said said) throws IOException {
        StatementIssuer issuer = StatementIssuer.real(paired.key());
        IssuedStatement start =
                log(issuer.start(chain, UUID.randomUUID(), said.at(), Disclosed.ofStart(target(said), asset(said))));
        long second = said.at().getEpochSecond();
        RecheckClaims claims = new RecheckClaims(
                new RecheckClaims.Of(
                        UUID.randomUUID(),
                        Bytes32.sha256(new byte[] {1}),
                        paired.key().publicKey().thumbprint()),
                RecheckClaims.Recognised.SERIAL_NUMBER,
                new RecheckExpected.OfPass(
                        1, Pass.Pattern.STAMPED, Optional.of(Bytes32.sha256(new byte[] {2})), Optional.empty()),
                new RecheckReading(
                        CAPACITY,
                        Optional.empty(),
                        Verification.Path.DIRECT,
                        RecheckReading.End.COMPLETED,
                        CAPACITY,
                        CAPACITY,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        second,
                        second),
                "wangchuan 0.1");
        IssuedStatement recheck =
                log(issuer.recheck(chain, UUID.randomUUID(), said.at().plusSeconds(1), claims, target(said)));
        RecheckFile file = ReceiptIssuer.recheck(log, paired.key().publicKey(), recheck);
        List<String> out = new ArrayList<>();
        out.add(new String(file.toBytes(), StandardCharsets.UTF_8));
        out.add(new String(
                ReceiptIssuer.receipt(log, paired.key().publicKey(), start, recheck)
                        .toBytes(),
                StandardCharsets.UTF_8));
        return out;
    }

    /**
     * What this station says that looks again at what is erased; what is not said otherwise is good.
     *
     * @param receipt of the erasure
     * @param serial of the drive that was read; empty for one without a number
     */
    public record Again(
            String receipt,
            String serial,
            Instant started,
            long seconds,
            long differing,
            List<String> changed,
            boolean isTest) {
        /** All well. */
        public static Again good(String receipt, String serial) {
            return new Again(receipt, serial, Instant.now(), 0, 0, List.of(), false);
        }

        /** Some bytes are others. */
        public Again differs() {
            return new Again(receipt, serial, started, seconds, 512, changed, isTest);
        }

        /** Begun then, by the station's clock. */
        public Again at(Instant other) {
            return new Again(receipt, serial, other, seconds, differing, changed, isTest);
        }

        /** Used meanwhile. */
        public Again written() {
            return new Again(receipt, serial, started, seconds, differing, List.of("written"), isTest);
        }

        /** With a switch for tests. */
        public Again asTest() {
            return new Again(receipt, serial, started, seconds, differing, changed, true);
        }

        /** Of another drive. */
        public Again about(String other) {
            return new Again(receipt, other, started, seconds, differing, changed, isTest);
        }
    }

    /** Tells the platform the list that it signs of itself. */
    public void tellTrust() {
        Browser.Answer answer = call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", trustList()).build());
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** The file of a second look that this station truly signs. */
    public byte[] again(Again said) throws IOException, VerificationException {
        return again(said, Optional.empty());
    }

    /** The same, as an answer to a challenge. */
    public byte[] again(Again said, Optional<Bytes32> challenge) throws IOException, VerificationException {
        Optional<Bytes32> secret = Optional.of(Bytes32.sha256(new byte[] {2}));
        return again(said, challenge, new RecheckExpected.OfPass(1, Pass.Pattern.STAMPED, secret, Optional.empty()));
    }

    /** The same of what an erasure may have left otherwise. */
    public byte[] again(Again said, Optional<Bytes32> challenge, RecheckExpected left)
            throws IOException, VerificationException {
        Receipt receipt = Receipt.parse(said.receipt().getBytes(StandardCharsets.UTF_8));
        Statement of = StatementReader.read(receipt.clearing().statement());
        RecheckReading.Sample sample = new RecheckReading.Sample(
                Bytes32.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)), 4096);
        List<Range> places = left instanceof RecheckExpected.OfDrive ? List.of(new Range(0, 8192)) : List.of();
        long planned = RecheckReading.plannedBytes(CAPACITY, Optional.of(sample), places, List.of());
        long second = said.started().getEpochSecond();
        RecheckClaims claims = new RecheckClaims(
                new RecheckClaims.Of(
                        of.head().eventId(),
                        receipt.clearing().statement().digest(),
                        of.head().station()),
                challenge,
                RecheckClaims.Recognised.SERIAL_NUMBER,
                left,
                new RecheckReading(
                        CAPACITY,
                        Optional.of(sample),
                        places,
                        Verification.Path.DIRECT,
                        RecheckReading.End.COMPLETED,
                        planned,
                        planned,
                        said.differing(),
                        0,
                        said.differing() == 0 ? List.of() : List.of(new Range(0, 4096)),
                        List.of(),
                        List.of(),
                        said.changed(),
                        second,
                        second + said.seconds()),
                "wangchuan 0.1");
        StatementIssuer issuer =
                said.isTest() ? StatementIssuer.test(paired.key()) : StatementIssuer.real(paired.key());
        Instant signed = said.started().plusSeconds(said.seconds());
        IssuedStatement issued =
                log(issuer.recheck(chain, UUID.randomUUID(), signed, claims, target(Said.good(said.serial(), ""))));
        RecheckFile file = ReceiptIssuer.recheck(log, paired.key().publicKey(), issued);
        return file.toBytes();
    }

    /** None if nothing was asked for: what is erased by hand. */
    private static Optional<Asset> asset(Said said) {
        return Optional.of(said.asset()).filter(tag -> !tag.isEmpty()).map(Asset::new);
    }

    private IssuedStatement log(IssuedStatement issued) throws IOException {
        chain = chain.after(issued);
        log.append(List.of(issued.entry()));
        chain = chain.seeing(log.checkpoint().checkpoint());
        return issued;
    }

    /** The list that this station signs of itself. */
    public String trustList() {
        return new String(
                TrustListIssuer.ofOwnStation(
                                "Test shop",
                                paired.key().publicKey(),
                                log.verifierKey(),
                                new NoteSigner("trust.example", paired.key()),
                                Instant.now())
                        .toBytes(),
                StandardCharsets.UTF_8);
    }

    private ClearingClaims claims(UUID start, Said said) throws IOException {
        try {
            Path file = RULES.resolve(policy + ".v" + said.rules() + ".json");
            JsonValue.Obj document = CanonicalJson.readLenientObject(
                    Files.readAllBytes(Files.exists(file) ? file : RULES.resolve(policy + ".v1.json")));
            List<ClearingClaims.Clause> clauses = new ArrayList<>();
            for (Json.Fields clause : Json.in(document).objects("clauses")) {
                String kind = clause.object("needs").text("kind");
                boolean isLevel = kind.equals("level");
                State ofOthers = kind.equals("cryptographic-erase-conditions") ? ofAKey : State.SATISFIED;
                State state = !isLevel && clauses.isEmpty() ? said.open() : ofOthers;
                boolean isGood = said.verdict() == Verdict.CLEARED || said.verdict() == Verdict.PURGED;
                clauses.add(new ClearingClaims.Clause(
                        clause.text("id"), isLevel && !isGood ? State.NOT_SATISFIED : state, clause.text("source")));
            }
            return new ClearingClaims(
                    start,
                    said.verdict(),
                    new ClearingClaims.Policy(policy, said.rules(), Bytes32.sha256(CanonicalJson.write(document))),
                    clauses,
                    Evidence.of(new byte[] {1}),
                    unproved(said));
        } catch (org.wangchuan.canonical.MalformedJsonException | org.wangchuan.canonical.ShapeException e) {
            throw new IOException(e);
        }
    }

    /** As the engine has it: how an enhanced erase goes about it only the maker knows, and it may change no more than a key. */
    private List<NotProved> unproved(Said said) {
        if (!isByItself || said.verdict() != Verdict.PURGED || said.not().contains(NotProved.KEY_DESTRUCTION)) {
            return said.not();
        }
        List<NotProved> out = new ArrayList<>(said.not());
        out.add(NotProved.DEVICES_WORD);
        out.add(NotProved.KEY_DESTRUCTION);
        return out;
    }

    private static Target target(Said said) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("WDC WD10EZEX"),
                Optional.of(said.serial()).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                said.bus(),
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    /** A drive that is purged has erased itself in a way that reaches so far: no rule set by which drives are overwritten names any. */
    private static final NativeErase.Technique PURGES = NativeErase.Technique.ATA_SECURITY_ERASE_ENHANCED;

    /** The rule set by which it says that it works. */
    public String policy = POLICY;

    /** What it says of a clause about what rests on a key alone. */
    public State ofAKey = State.UNDETERMINED;

    /** That what it signs of drives had erased itself, and was not overwritten: a lie by rules that ask to overwrite. */
    public boolean isByItself;

    /** From now on drives erase themselves, by the rules for those that do. */
    public void erasesByItself() {
        policy = BY_ITSELF;
        isByItself = true;
    }

    /** What such a drive left if it was read as zeros. */
    public static final RecheckExpected.OfDrive ZEROS = new RecheckExpected.OfDrive(
            NativeErase.Technique.ATA_SECURITY_ERASE, RecheckExpected.Contents.UNIFORM, List.of());

    /** What it left if it was read as noise. */
    public static final RecheckExpected.OfDrive NOISE = new RecheckExpected.OfDrive(
            NativeErase.Technique.ATA_SECURITY_ERASE,
            RecheckExpected.Contents.UNKNOWN,
            List.of(Bytes32.sha256(new byte[] {3})));

    private Work work(Said said) {
        return isByItself ? byItself(overwritten(said), said.verdict()) : overwritten(said);
    }

    private static Work byItself(Work work, Verdict verdict) {
        NativeErase.Technique technique = verdict == Verdict.PURGED ? PURGES : ZEROS.technique();
        return new Work(
                work.tool(),
                work.startedAt(),
                work.finishedAt(),
                List.of(),
                new Verification(
                        Verification.Mode.SAMPLE,
                        Verification.Path.DIRECT,
                        CAPACITY / 10,
                        List.of(),
                        0,
                        Optional.of("00".repeat(32))),
                List.of(),
                work.hiddenAreas(),
                0,
                work.residue(),
                Optional.of(new NativeErase(technique, 1, NativeErase.Said.ENDED, 500_000, 8192, 0)));
    }

    private static Work overwritten(Said said) {
        Instant at = said.at();
        // As the engine has it: only an ATA drive is asked for areas that it hides.
        HiddenAreas.State hidden =
                said.bus().equals("sata") ? HiddenAreas.State.NONE : HiddenAreas.State.NOT_APPLICABLE;
        return new Work(
                "wangchuan 0.1",
                at,
                at,
                List.of(new Pass(Pass.Pattern.STAMPED, CAPACITY, 500_000, List.of())),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, CAPACITY, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(hidden, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    /** A call as this station. */
    public Browser.Answer call(String method, String path, JsonValue.Obj body) {
        return call(paired.token(), method, path, CanonicalJson.writeText(body));
    }

    Browser.Answer call(String token, String method, String path, String body) {
        HttpRequest.BodyPublisher publisher =
                method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        Browser.Answer answer = http.send(http.request("/api/station/v1" + path)
                .setHeader("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, publisher));
        if (answer.status() < 300) {
            Contract.get().checkTaken(method, "/api/station/v1" + path, body);
        }
        return answer;
    }

    public Browser.Answer get(String path) {
        return call(paired.token(), "GET", path, "");
    }

    /** Tells of one lane alone, and of the medium in it; without a serial number if that is empty. */
    public Browser.Answer tellLane(String lane, String serial) {
        return call("PUT", "/lanes", lanes(lane, serial));
    }

    /** The same, of a drive of another size. */
    public Browser.Answer tellLane(String lane, String serial, long capacityBytes) {
        return call("PUT", "/lanes", lanes(lane, serial, capacityBytes));
    }

    static JsonValue.Obj lanes(String lane, String serial) {
        return lanes(lane, serial, CAPACITY);
    }

    /** Tells of several lanes, each with the serial number of the medium in it; without one if that is empty. */
    public Browser.Answer tellLanes(Map<String, String> lanes) {
        List<JsonValue> all = new ArrayList<>();
        lanes.forEach((lane, serial) -> all.add(lane(lane, serial, CAPACITY)));
        return call(
                "PUT",
                "/lanes",
                Json.object().put("lanes", new JsonValue.Array(all)).build());
    }

    private static JsonValue.Obj lanes(String lane, String serial, long capacityBytes) {
        return Json.object()
                .put("lanes", new JsonValue.Array(List.of(lane(lane, serial, capacityBytes))))
                .build();
    }

    private static JsonValue.Obj lane(String lane, String serial, long capacityBytes) {
        return Json.object()
                .put("lane", lane)
                .put("model", "WDC WD10EZEX")
                .put("serial", Optional.of(serial).filter(text -> !text.isEmpty()))
                .put("capacityBytes", capacityBytes)
                .put("medium", "magnetic")
                .put("isReady", true)
                .put("obstacles", new JsonValue.Array(List.of()))
                .put(
                        "plan",
                        new JsonValue.Array(List.of(Json.object()
                                .put("en", "overwrite once, read back whole")
                                .put("zh", "覆写一遍，全部回读")
                                .build())))
                .put("estimateSeconds", 5_400)
                .build();
    }

    /** The newest version that is shipped: the one of which a station that is up to date tells first. */
    public static int newest(String policy) {
        int version = 1;
        while (SigningStation.class.getResource("/rules/" + policy + ".v" + (version + 1) + ".json") != null) {
            version++;
        }
        return version;
    }

    private static JsonValue.Array versions(int... versions) {
        return new JsonValue.Array(Arrays.stream(versions)
                .<JsonValue>mapToObj(JsonValue.Whole::new)
                .toList());
    }

    /** The same of these versions of its rule set; of none, as a station of before tells it. */
    public static JsonValue.Obj of(JsonValue.Obj told, int... versions) {
        Map<String, JsonValue> members = new LinkedHashMap<>(told.members());
        members.remove("versions");
        if (versions.length > 0) {
            members.put("versions", versions(versions));
        }
        return new JsonValue.Obj(members);
    }

    /** The same with what earlier versions come to. */
    public static JsonValue.Obj withEarlier(JsonValue.Obj told, JsonValue.Obj... earlier) {
        Map<String, JsonValue> members = new LinkedHashMap<>(told.members());
        members.put("earlier", new JsonValue.Array(List.of(earlier)));
        return new JsonValue.Obj(members);
    }

    /** What it tells of a rule set that can be met: by which way, and how long it takes. */
    public static JsonValue.Obj met(String policy, String en, String zh, long seconds) {
        return Json.object()
                .put("policy", policy)
                .put("versions", versions(newest(policy)))
                .put("isMet", true)
                .put("obstacles", new JsonValue.Array(List.of()))
                .put(
                        "plan",
                        new JsonValue.Array(List.of(
                                Json.object().put("en", en).put("zh", zh).build())))
                .put("estimateSeconds", seconds)
                .build();
    }

    /** What it tells of one that can, and of which a person has to answer for a clause afterwards; the plan says so as well. */
    public static JsonValue.Obj open(String policy, String en, String zh, long seconds) {
        Map<String, JsonValue> members =
                new LinkedHashMap<>(met(policy, en, zh, seconds).members());
        members.put("obstacles", new JsonValue.Array(List.of(reason("CLAUSES_UNDETERMINED", en, zh))));
        return new JsonValue.Obj(members);
    }

    /** What it tells of a rule set that can't. */
    public static JsonValue.Obj beyond(String policy, String en, String zh) {
        return unmet(policy, List.of(reason("LEVEL_OUT_OF_REACH", en, zh)));
    }

    /** What it tells of one that it does not know. */
    public static JsonValue.Obj unknown(String policy, String en, String zh) {
        return unmet(policy, List.of(reason("UNKNOWN_POLICY", en, zh)));
    }

    /** What it tells of one that can't be met as the drive is now. */
    public static JsonValue.Obj passing(String policy, String en, String zh) {
        return unmet(
                policy, List.of(reason("LEVEL_OUT_OF_REACH", en, zh), reason("MAY_PASS", "this may pass", "可能会过去")));
    }

    private static JsonValue reason(String code, String en, String zh) {
        return Json.object().put("code", code).put("en", en).put("zh", zh).build();
    }

    private static JsonValue.Obj unmet(String policy, List<JsonValue> why) {
        return Json.object()
                .put("policy", policy)
                .put("versions", versions(newest(policy)))
                .put("isMet", false)
                .put("obstacles", new JsonValue.Array(why))
                .put("plan", new JsonValue.Array(List.of()))
                .put("estimateSeconds", 0)
                .build();
    }

    /** Tells of one lane, and what rule sets come to there. */
    public Browser.Answer tellRules(String lane, String serial, JsonValue.Obj... rules) {
        Map<String, JsonValue> members =
                new LinkedHashMap<>(lane(lane, serial, CAPACITY).members());
        members.put("rules", new JsonValue.Array(List.of(rules)));
        return call(
                "PUT",
                "/lanes",
                Json.object()
                        .put("lanes", new JsonValue.Array(List.of(new JsonValue.Obj(members))))
                        .build());
    }

    Browser.Answer claim(UUID task, String lane, String serial) {
        return call(
                "POST",
                "/tasks/" + task + "/claim",
                Json.object()
                        .put("lane", lane)
                        .put("serial", Optional.of(serial).filter(text -> !text.isEmpty()))
                        .build());
    }

    Browser.Answer compare(UUID task, String lane, String serial) {
        return call(
                "POST",
                "/tasks/" + task + "/compare",
                Json.object()
                        .put("lane", lane)
                        .put("serial", Optional.of(serial).filter(text -> !text.isEmpty()))
                        .build());
    }

    /** As a station does that goes by this version of the task's rule set. */
    Browser.Answer claim(UUID task, String lane, String serial, int version) {
        return call(
                "POST",
                "/tasks/" + task + "/claim",
                Json.object()
                        .put("lane", lane)
                        .put("serial", serial)
                        .put("policyVersion", version)
                        .build());
    }

    Browser.Answer finish(UUID task, String receipt) {
        return call("POST", "/tasks/" + task + "/end", finished(receipt));
    }

    static JsonValue.Obj finished(String receipt) {
        return Json.object()
                .put("outcome", "finished")
                .put("code", "DONE")
                .put("en", "the receipt is written")
                .put("zh", "已出具收据")
                .put("receipt", receipt)
                .build();
    }

    /** Another for each drive. */
    public static String serial() {
        return "WD-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
