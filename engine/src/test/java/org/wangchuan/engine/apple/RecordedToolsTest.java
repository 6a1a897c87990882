package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.model.EraseReply;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.CertificateText;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/**
 * What tools that can erase an iPhone said to the made phone, recorded, and what we say to it for the same task: the tools of libimobiledevice
 * ({@link RecordedExchangeTest}) can't. Each test names what may differ. No real phone has heard any of it from us.
 */
@Timeout(240)
class RecordedToolsTest {
    private static final String PYMOBILEDEVICE3 = "pymobiledevice3";
    private static final String GO_IOS = "go-ios";
    private static final String RETURNED = "returned null";

    /** Each task is done once, since each makes keys. */
    private static final Map<AppleTask, Ours> OURS = new EnumMap<>(AppleTask.class);

    /** To whom, whether in TLS, and the bytes with their length before them. */
    private record Frame(String service, boolean inTls, PlistValue.Data bytes) {
        static Frame of(PhoneDouble.Heard heard) {
            return new Frame(heard.service(), heard.inSession(), heard.frame());
        }

        static Frame of(RecordedTool.Said said) {
            return new Frame(said.service(), said.inTls(), said.frame());
        }
    }

    /**
     * What we said, and what came of it.
     *
     * @param outcome if the task is an erase
     */
    private record Ours(List<PhoneDouble.Heard> said, Optional<EraseReply> outcome) {
        List<PhoneDouble.Heard> toServices() {
            return said.stream()
                    .filter(heard -> !heard.service().equals("lockdown"))
                    .toList();
        }

        PhoneDouble.Heard toLockdown(String name) {
            return said.stream()
                    .filter(heard ->
                            heard.service().equals("lockdown") && heard.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static synchronized Ours ours(AppleTask task) throws IOException, PlistException, AppleFailure {
        Ours before = OURS.get(task);
        if (before != null) {
            return before;
        }
        Ours now = doIt(task);
        OURS.put(task, now);
        return now;
    }

    private static Ours doIt(AppleTask task) throws IOException, PlistException, AppleFailure {
        try (AppleBench bench = new AppleBench()) {
            task.prepare(bench.phone());
            Optional<EraseReply> outcome = Optional.empty();
            try (ConsentedSession session = bench.paired()) {
                switch (task) {
                    case LIFE -> session.end();
                    case ERASE, ERASE_REFUSED, ERASE_CUT_OFF ->
                        outcome = Optional.of(session.erase(EraseOptions.EVERYTHING));
                    case ERASE_KEEPING_THE_PLAN -> outcome = Optional.of(session.erase(new EraseOptions(true, false)));
                    case ERASE_WITHOUT_PROXIMITY -> outcome = Optional.of(session.erase(new EraseOptions(false, true)));
                    case MANAGEMENT -> session.management();
                    case BATTERY -> session.battery();
                    case ACTIVATION -> session.activation();
                }
            }
            return new Ours(bench.phone().heard(), outcome);
        }
    }

    private static RecordedTool theirs(AppleTask task) throws IOException {
        return RecordedTool.read(PYMOBILEDEVICE3, task);
    }

    private static List<PlistValue.Dict> requests(List<RecordedTool.Said> said) {
        return said.stream().map(RecordedTool.Said::request).toList();
    }

    private static PlistValue.Dict without(PlistValue.Dict dict, String... keys) {
        PlistValue.Dict.Builder left = PlistValue.Dict.builder();
        dict.entries().forEach((key, value) -> {
            if (!List.of(keys).contains(key)) {
                left.put(key, value);
            }
        });
        return left.build();
    }

    /** Nothing differs: all that is said to the service, in TLS, is the same to the last byte. */
    @ParameterizedTest
    @EnumSource(
            value = AppleTask.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LIFE", "ACTIVATION"})
    void servicesHearTheVeryBytesOfPymobiledevice3(AppleTask task) throws Exception {
        List<Frame> theirs = theirs(task).toServices().stream().map(Frame::of).toList();
        assertThat(theirs).hasSize(1);
        assertThat(ours(task).toServices().stream().map(Frame::of)).isEqualTo(theirs);
    }

    @Test
    void anEraseThatAsksForAnotherThingIsNoticed() throws Exception {
        List<Frame> theirs =
                theirs(AppleTask.ERASE).toServices().stream().map(Frame::of).toList();
        for (AppleTask other : List.of(AppleTask.ERASE_KEEPING_THE_PLAN, AppleTask.ERASE_WITHOUT_PROXIMITY)) {
            assertThat(ours(other).toServices().stream().map(Frame::of))
                    .as(other.word())
                    .isNotEqualTo(theirs);
        }
    }

    /** May differ: we tell a phone that hung up from one that agreed, which they don't. */
    @Test
    void anAnswerToAnEraseMeansWhatItMeansToThem() throws Exception {
        assertThat(theirs(AppleTask.ERASE).outcome()).isEqualTo(RETURNED);
        assertThat(ours(AppleTask.ERASE).outcome()).contains(new EraseReply.Acknowledged());
        assertThat(theirs(AppleTask.ERASE_CUT_OFF).outcome()).isEqualTo(RETURNED);
        assertThat(RecordedTool.read(GO_IOS, AppleTask.ERASE_CUT_OFF).outcome()).isEqualTo(RETURNED);
        assertThat(ours(AppleTask.ERASE_CUT_OFF).outcome()).contains(new EraseReply.Ended());
        assertThat(theirs(AppleTask.ERASE_REFUSED).outcome()).isEqualTo("raised ProfileError");
        assertThat(RecordedTool.read(GO_IOS, AppleTask.ERASE_REFUSED).outcome()).startsWith("raised ");
        assertThat(ours(AppleTask.ERASE_REFUSED).outcome())
                .contains(new EraseReply.Refused(Optional.of((long) AppleTask.ERROR)));
    }

    /** May differ: the name of the program. */
    @ParameterizedTest
    @EnumSource(value = AppleTask.class, mode = EnumSource.Mode.EXCLUDE, names = "LIFE")
    void aServiceIsStartedAsTheyDo(AppleTask task) throws Exception {
        List<RecordedTool.Said> theirs = theirs(task).said();
        RecordedTool.Said start = theirs.getFirst();
        PhoneDouble.Heard ours = ours(task).said().stream()
                .filter(heard -> heard.name().equals("StartService"))
                .reduce((_, last) -> last)
                .orElseThrow();
        assertThat(start.inTls()).isTrue();
        assertThat(ours.inSession()).isTrue();
        assertThat(without(ours.request(), "Label")).isEqualTo(without(start.request(), "Label"));
        assertThat(theirs.get(1).service())
                .isEqualTo(ours.request().text("Service").orElseThrow());
    }

    /** May differ: it is asked in the binary form here, as libimobiledevice does. */
    @Test
    void whetherItIsActivatedIsAskedInTheSameWords() throws Exception {
        assertThat(ours(AppleTask.ACTIVATION).toServices().stream().map(PhoneDouble.Heard::request))
                .isEqualTo(requests(theirs(AppleTask.ACTIVATION).toServices()));
    }

    /**
     * May differ: pymobiledevice3 tells the phone this computer's name, the address of its Wi-Fi and, of all things, the private key that the
     * certificates are signed with. Neither go-ios nor idevicepair does.
     */
    @Test
    void aPairingIsAskedForAsTheyDo() throws Exception {
        String ours = RecordedTool.kinds(ours(AppleTask.LIFE).toLockdown("Pair").request());
        assertThat(RecordedTool.read(GO_IOS, AppleTask.LIFE).toLockdown("Pair").kinds())
                .isEqualTo(ours);
        String theirs = theirs(AppleTask.LIFE).toLockdown("Pair").kinds();
        assertThat(theirs.replace("{HostName:text,", "{")
                        .replace(",RootPrivateKey:data", "")
                        .replace(",WiFiMACAddress:text", ""))
                .isEqualTo(ours)
                .isNotEqualTo(theirs);
    }

    /** May differ: what each calls itself, and the name under which the phone knows it. */
    @Test
    void aSessionIsBegunAsTheyDo() throws Exception {
        PlistValue.Dict ours = ours(AppleTask.LIFE).toLockdown("StartSession").request();
        PlistValue.Dict theirs =
                theirs(AppleTask.LIFE).toLockdown("StartSession").request();
        assertThat(RecordedTool.kinds(ours)).isEqualTo(RecordedTool.kinds(theirs));
        assertThat(without(ours, "Label", "HostID")).isEqualTo(without(theirs, "Label", "HostID"));
    }

    /**
     * May differ: pymobiledevice3 sends all that it keeps of the pairing, both private keys among it, within its session. Here it is the
     * pairing as the phone was told it, in a connection of its own, as idevicepair does.
     */
    @Test
    void aPairingIsUndoneAsTheyDo() throws Exception {
        String theirs = theirs(AppleTask.LIFE).toLockdown("Unpair").kinds();
        String ours =
                RecordedTool.kinds(ours(AppleTask.LIFE).toLockdown("Unpair").request());
        String left = theirs;
        for (String more : List.of("EscrowBag:data,", "HostPrivateKey:data,", "RootPrivateKey:data,")) {
            assertThat(left).contains(more);
            left = left.replace(more, "");
        }
        assertThat(left.replace(",WiFiMACAddress:text", "")).isEqualTo(ours).isNotEqualTo(left);
    }

    /**
     * May differ: names of issuer and subject, serial numbers, days, and that the device's certificate has the extension with the identifier of its
     * key before its use, as idevicepair's, and not after. It is SHA-256 that signs, as theirs.
     */
    @Test
    @Tag("slow")
    void whatTheCertificatesSay() throws Exception {
        RecordedTool.Said theirs = theirs(AppleTask.LIFE).toLockdown("Pair");
        PlistValue.Dict ours = ours(AppleTask.LIFE)
                .toLockdown("Pair")
                .request()
                .dict("PairRecord")
                .orElseThrow();
        for (String name : RecordedTool.CERTIFICATES) {
            assertThat(identifierLast(ours.data(name).orElseThrow().bytes()))
                    .as(name)
                    .contains("sha256WithRSA")
                    .isEqualTo(identifierLast(theirs.certificate(name)));
        }
    }

    private static String identifierLast(byte[] certificate) throws IOException {
        return (CertificateText.of(certificate) + "\n")
                .replaceFirst("(?s)( +X509v3 Subject Key Identifier: *\n +hash\n)(.*)$", "$2$1");
    }

    /**
     * May differ: go-ios ends its session before it uses the service; it has the service flush, and asks for the management, before it erases; it always
     * keeps an eSIM, by the number one where we say true, and says nothing of the setup by another phone nearby, which false means as well. It
     * parts from the other service with a word. Of the two tools only one flushes: whether a phone needs that is not known here.
     */
    @Test
    void goIosSaysTheSameInOtherWords() throws Exception {
        RecordedTool erase = RecordedTool.read(GO_IOS, AppleTask.ERASE_KEEPING_THE_PLAN);
        assertThat(erase.said().getFirst().name()).isEqualTo("StartService");
        assertThat(erase.said().get(1).name()).isEqualTo("StopSession");
        List<PlistValue.Dict> theirs = requests(erase.toServices());
        PlistValue.Dict ours =
                ours(AppleTask.ERASE_KEEPING_THE_PLAN).toServices().getFirst().request();
        assertThat(theirs)
                .containsExactly(
                        PlistValue.Dict.builder().put("RequestType", "Flush").build(),
                        ours(AppleTask.MANAGEMENT).toServices().getFirst().request(),
                        PlistValue.Dict.builder()
                                .put("RequestType", "EraseDevice")
                                .put("PreserveDataPlan", 1)
                                .build());
        assertThat(without(ours, "DisallowProximitySetup", "PreserveDataPlan"))
                .isEqualTo(without(theirs.getLast(), "PreserveDataPlan"));
        assertThat(ours.bool("PreserveDataPlan")).contains(true);
        assertThat(ours.bool("DisallowProximitySetup")).contains(false);

        List<PlistValue.Dict> battery = new ArrayList<>(
                requests(RecordedTool.read(GO_IOS, AppleTask.BATTERY).toServices()));
        assertThat(battery.removeLast().text("Request")).contains("Goodbye");
        assertThat(ours(AppleTask.BATTERY).toServices().stream().map(PhoneDouble.Heard::request))
                .isEqualTo(battery);
    }
}
