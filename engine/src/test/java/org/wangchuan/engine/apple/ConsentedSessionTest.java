package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.Answer.NotTold;
import org.wangchuan.engine.apple.model.Answer.Reason;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.model.Battery;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.model.EraseReply;
import org.wangchuan.engine.apple.model.FindMy;
import org.wangchuan.engine.apple.model.Management;
import org.wangchuan.engine.apple.model.Storage;
import org.wangchuan.engine.apple.pairing.PairingRecord;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.ServiceDouble;

/** What a device tells and does once its owner has consented. */
@Timeout(120)
class ConsentedSessionTest {
    private AppleBench bench;

    @BeforeEach
    void plugIn() throws Exception {
        bench = new AppleBench();
    }

    @AfterEach
    void takeAway() throws Exception {
        bench.close();
    }

    @Test
    void answersComeWithTheirQuestions() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.text(DeviceFact.IMEI))
                    .isEqualTo(new Answer.Told<>(
                            new Asked("lockdown", "InternationalMobileEquipmentIdentity", true), "490154203237518"));
            assertThat(session.text(DeviceFact.MEID))
                    .isEqualTo(new NotTold<>(new Asked("lockdown", "MobileEquipmentIdentifier", true), Reason.ABSENT));
            assertThat(session.findMyAssociated())
                    .isEqualTo(new Answer.Told<>(new Asked("lockdown:com.apple.fmip", "IsAssociated", true), true));
        }
    }

    @Test
    void zeroIsAnAnswer() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            Storage storage = session.storage();
            assertThat(storage.diskBytes().toOptional()).contains(128_000_000_000L);
            assertThat(storage.dataBytes().toOptional()).contains(113_000_000_000L);
            assertThat(storage.dataFreeBytes().toOptional()).contains(0L);
            bench.phone().tells("com.apple.disk_usage", "TotalDiskCapacity", PlistValue.Int.of(-1));
            assertThat(session.storage().diskBytes()).isInstanceOf(NotTold.class);
        }
    }

    @Test
    void theBatteryIsAskedOfLockdownAndTheRegistry() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            Battery battery = session.battery();
            assertThat(battery.chargePercent().toOptional()).contains(83L);
            assertThat(battery.charging().toOptional()).contains(true);
            assertThat(battery.cycles().toOptional()).contains(212L);
            assertThat(battery.designCapacity().toOptional()).contains(3279L);
            assertThat(battery.fullCapacity().asked().what())
                    .isEqualTo("IORegistry:IOPMPowerSource:NominalChargeCapacity");
            assertThat(battery.fullCapacity().toOptional()).contains(3050L);
        }
    }

    /** False while it may be locked: there is no value that says "not locked". */
    @Test
    void findMyHasThreeValues() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.findMy()).isEqualTo(FindMy.ON);
            bench.phone().tells("com.apple.fmip", "IsAssociated", new PlistValue.Bool(false));
            assertThat(session.findMy()).isEqualTo(FindMy.SAYS_OFF);
            bench.phone().forgets("com.apple.fmip", "IsAssociated");
            assertThat(session.findMy()).isEqualTo(FindMy.NOT_TOLD);
            bench.phone().tells("com.apple.fmip", "IsAssociated", new PlistValue.Text("no"));
            assertThat(session.findMy()).isEqualTo(FindMy.NOT_TOLD);
        }
    }

    @Test
    void theActivationServiceIsAskedInTheBinaryForm() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.activation())
                    .isEqualTo(new Answer.Told<>(
                            new Asked("com.apple.mobileactivationd", "GetActivationStateRequest", true),
                            ActivationState.ACTIVATED));
            bench.answers(
                    "GetActivationStateRequest",
                    PlistValue.Dict.builder().put("Error", "no").build());
            assertThat(session.activation())
                    .isEqualTo(new Answer.Told<>(
                            new Asked("lockdown", "ActivationState", true), ActivationState.ACTIVATED));
            bench.phone().forgets("", "ActivationState");
            assertThat(session.activation())
                    .isEqualTo(new NotTold<>(new Asked("lockdown", "ActivationState", true), Reason.ABSENT));
        }
    }

    @Test
    void setupAndManagementAreToldOrNot() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.setup().done().toOptional()).contains(true);
            assertThat(session.setup().finished()).isInstanceOf(NotTold.class);
            Management management = session.management();
            assertThat(management.supervised().toOptional()).contains(true);
            assertThat(management.mandatory().toOptional()).contains(false);
            assertThat(reason(management.unremovable())).contains(Reason.ABSENT);
            bench.answers(
                    "GetCloudConfiguration",
                    PlistValue.Dict.builder().put("Status", "Acknowledged").build());
            assertThat(reason(session.management().supervised())).contains(Reason.ABSENT);
            bench.answers(
                    "GetCloudConfiguration",
                    PlistValue.Dict.builder()
                            .put("Status", "Acknowledged")
                            .put("CloudConfiguration", "none")
                            .build());
            assertThat(reason(session.management().supervised())).contains(Reason.ODD);
        }
    }

    private static <T> Optional<Reason> reason(Answer<T> answer) {
        return answer instanceof NotTold<T>(Asked _, Reason reason) ? Optional.of(reason) : Optional.empty();
    }

    @Test
    void aServiceThatIsNotThereIsNotANo() throws AppleFailure {
        bench.phone()
                .services(new ServiceDouble(
                        Map.of(),
                        Set.of(ManagedConfiguration.SERVICE, MobileActivation.SERVICE, DiagnosticsRelay.SERVICE)));
        try (ConsentedSession session = bench.paired()) {
            assertThat(reason(session.management().supervised())).contains(Reason.UNSUPPORTED);
            assertThat(session.activation().asked().of()).isEqualTo("lockdown");
            assertThat(reason(session.battery().cycles())).contains(Reason.UNSUPPORTED);
            assertThat(code(() -> session.erase(EraseOptions.EVERYTHING))).isEqualTo(Code.NO_SERVICE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void eachVersionOfTlsThatJavaTakesWillDo(String version) throws AppleFailure {
        bench.phone().tlsVersion(version);
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.activation().toOptional()).contains(ActivationState.ACTIVATED);
            assertThat(session.end().complete()).isTrue();
        }
        assertThat(bench.phone().hosts()).isEmpty();
        bench.phone().withAnotherCertificate();
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.OTHER_CERTIFICATE);
    }

    @Test
    void servicesWithoutTlsAreSpokenToAsTheDeviceWantsAndTheirAnswersSaySo() throws AppleFailure {
        bench.phone().withServicesInClear();
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.activation())
                    .isEqualTo(new Answer.Told<>(
                            new Asked("com.apple.mobileactivationd", "GetActivationStateRequest", false),
                            ActivationState.ACTIVATED));
            assertThat(session.battery().cycles().asked().inSession()).isFalse();
            assertThat(session.battery().charging().asked().inSession()).isTrue();
            assertThat(session.management().supervised().asked().inSession()).isFalse();
        }
    }

    @Test
    void anEraseIsAskedForAndItsReplyIsNoProof() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.erase(new EraseOptions(false, true))).isEqualTo(new EraseReply.Acknowledged());
            PhoneDouble.Heard asked = bench.phone().heard().getLast();
            assertThat(asked.service()).isEqualTo("com.apple.mobile.MCInstall");
            assertThat(asked.request())
                    .isEqualTo(PlistValue.Dict.builder()
                            .put("RequestType", "EraseDevice")
                            .put("PreserveDataPlan", false)
                            .put("DisallowProximitySetup", true)
                            .build());
            bench.answers(
                    "EraseDevice",
                    PlistValue.Dict.builder()
                            .put("Status", "Error")
                            .put(
                                    "ErrorChain",
                                    new PlistValue.Array(List.of(PlistValue.Dict.builder()
                                            .put("ErrorCode", 14_002)
                                            .build())))
                            .build());
            assertThat(session.erase(EraseOptions.EVERYTHING)).isEqualTo(new EraseReply.Refused(Optional.of(14_002L)));
            bench.answers(
                    "EraseDevice",
                    PlistValue.Dict.builder().put("ErrorChain", "x").build());
            assertThat(session.erase(EraseOptions.EVERYTHING)).isEqualTo(new EraseReply.Refused(Optional.empty()));
            bench.phone().on("EraseDevice", Misbehaviour.CLOSES);
            assertThat(session.erase(EraseOptions.EVERYTHING)).isEqualTo(new EraseReply.Ended());
        }
    }

    @Test
    void aDeviceThatComesBackIsResumed() throws Exception {
        try (ConsentedSession session = bench.paired()) {
            bench.mux().detach(bench.id());
            assertThat(code(session::storage)).isEqualTo(Code.ENDED);
            assertThat(code(session::resume)).isEqualTo(Code.AWAY);
            int again = bench.mux().attach(bench.phone());
            session.resume();
            assertThat(session.device().id()).isEqualTo(again);
            assertThat(session.storage().diskBytes().toOptional()).isPresent();
        }
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void anErasedDeviceThatComesBackDoesNotKnowTheHost() throws Exception {
        try (ConsentedSession session = bench.paired()) {
            bench.mux().detach(bench.id());
            bench.phone().forgetsHosts();
            bench.mux().attach(bench.phone());
            assertThat(code(session::resume)).isEqualTo(Code.NOT_PAIRED);
        }
    }

    @Test
    void anotherPhoneUnderTheSameNameIsNotResumed() throws Exception {
        try (ConsentedSession session = bench.paired();
                PhoneDouble another = new PhoneDouble(Doubles.UDID)) {
            bench.mux().detach(bench.id());
            another.hosts()
                    .putAll(bench.phone().hosts()); // it even claims to know this host, and shows its certificate
            bench.mux().attach(another);
            assertThat(code(session::resume)).isEqualTo(Code.TLS);
            another.withAnotherCertificate();
            assertThat(code(session::resume)).isEqualTo(Code.OTHER_CERTIFICATE);
            another.forgetsHosts();
            assertThat(code(session::resume)).isEqualTo(Code.NOT_PAIRED);
        }
    }

    @Test
    void anotherPhoneUnderAnotherNameIsNotTaken() throws Exception {
        try (ConsentedSession session = bench.paired();
                PhoneDouble another = new PhoneDouble("00008120-000000000000000F")) {
            bench.mux().detach(bench.id());
            bench.mux().attach(another);
            assertThat(code(session::resume)).isEqualTo(Code.AWAY);
            assertThat(code(session::storage)).isEqualTo(Code.ENDED);
            assertThat(another.heard()).isEmpty();
        }
    }

    @Test
    void afterTheEndThereIsNoWayBack() throws AppleFailure {
        ConsentedSession session = bench.paired();
        session.end();
        assertThat(code(session::resume)).isEqualTo(Code.NO_SESSION);
        assertThat(code(session::announce)).isEqualTo(Code.NO_SESSION);
        assertThat(code(session::activation)).isEqualTo(Code.NO_SESSION);
        assertThat(code(() -> session.erase(EraseOptions.EVERYTHING))).isEqualTo(Code.NO_SESSION);
        assertThat(code(session::storage)).isEqualTo(Code.NO_SESSION);
    }

    /** What Java's TLS remembers of a session is gone as well, while the session's own object is still there. */
    @Test
    void afterTheEndNothingHoldsTheKey() throws Exception {
        ConsentedSession session = bench.paired();
        session.activation();
        WeakReference<Object> key = key(session);
        assertThat(key.get()).isNotNull();
        session.end();
        for (int i = 0; i < 600 && key.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(key.get()).isNull();
        assertThat(session.end()).isNotNull();
    }

    private static WeakReference<Object> key(ConsentedSession session) throws ReflectiveOperationException {
        Field record = ConsentedSession.class.getDeclaredField("record");
        record.setAccessible(true);
        Field key = PairingRecord.class.getDeclaredField("hostKey");
        key.setAccessible(true);
        return new WeakReference<>(key.get(record.get(session)));
    }

    private static Code code(ThrowingCallable call) {
        AppleFailure failed = catchThrowableOfType(AppleFailure.class, call);
        assertThat(failed).isNotNull();
        assertThat(failed.getMessage()).doesNotContain("iPhone", Doubles.UDID, "490154203237518");
        return failed.code();
    }
}
