package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/** Before consent: what is read, and that nothing else is. */
@Timeout(120)
class UnpairedSessionTest {
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
    void modelVersionSerialAndLockStateAreTold() throws AppleFailure {
        askAll();
    }

    private void askAll() throws AppleFailure {
        try (UnpairedSession session = bench.open()) {
            assertThat(session.productType())
                    .isEqualTo(new Answer.Told<>(new Asked("lockdown", "ProductType", false), "iPhone15,2"));
            assertThat(session.deviceClass().toOptional()).contains("iPhone");
            assertThat(session.hardwareModel().toOptional()).contains("D73AP");
            assertThat(session.productVersion().toOptional()).contains("17.5.1");
            assertThat(session.serialNumber().toOptional()).contains("F00TEST00001");
            assertThat(session.activationState().toOptional()).contains(ActivationState.ACTIVATED);
            assertThat(session.passwordProtected().toOptional()).contains(false);
        }
    }

    @Test
    void nothingElseIsAsked() throws AppleFailure {
        askAll();
        Set<String> asked = bench.phone().heard().stream()
                .map(heard -> heard.name() + ":" + heard.request().text("Key").orElse(""))
                .collect(Collectors.toSet());
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "QueryType:",
                        "GetValue:ProductType",
                        "GetValue:DeviceClass",
                        "GetValue:HardwareModel",
                        "GetValue:ProductVersion",
                        "GetValue:SerialNumber",
                        "GetValue:ActivationState",
                        "GetValue:PasswordProtected");
    }

    /** The type itself: no method takes a key, and only that for which a consent is needed gives another session. */
    @Test
    void noMethodLetsACallerNameWhatIsRead() {
        for (Method method : UnpairedSession.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.getName().equals("pair")) {
                assertThat(method.getParameterCount()).as(method.getName()).isZero();
                assertThat(method.getReturnType().getName()).doesNotContain("Session", "Lockdown", "Link");
            }
        }
        assertThat(Arrays.stream(ConsentedSession.class.getDeclaredConstructors())
                        .noneMatch(constructor -> Modifier.isPublic(constructor.getModifiers())))
                .isTrue();
    }

    @Test
    void notToldIsAnotherThingThanNo() throws AppleFailure {
        bench.phone().forgets("", "PasswordProtected").tells("", "SerialNumber", PlistValue.Int.of(1));
        try (UnpairedSession session = bench.open()) {
            assertThat(session.passwordProtected())
                    .isEqualTo(new Answer.NotTold<>(
                            new Asked("lockdown", "PasswordProtected", false), Answer.Reason.ABSENT));
            assertThat(session.serialNumber())
                    .isEqualTo(new Answer.NotTold<>(new Asked("lockdown", "SerialNumber", false), Answer.Reason.ODD));
            bench.phone().tells("", "ActivationState", new PlistValue.Text("SomethingNew"));
            assertThat(session.activationState().toOptional()).contains(ActivationState.OTHER);
        }
    }

    @Test
    void aTextThatCannotBePrintedOrIsTooLongIsOdd() throws AppleFailure {
        bench.phone()
                .tells("", "ProductType", new PlistValue.Text("iPhone\u202Egnp"))
                .tells("", "HardwareModel", new PlistValue.Text("x".repeat(257)));
        try (UnpairedSession session = bench.open()) {
            assertThat(session.productType()).isInstanceOf(Answer.NotTold.class);
            assertThat(session.hardwareModel()).isInstanceOf(Answer.NotTold.class);
        }
    }

    @Test
    void afterPairingItIsOver() throws AppleFailure {
        try (UnpairedSession session = bench.open()) {
            bench.phone().owner(PhoneDouble.Owner.DENIES);
            session.pair(AppleBench.CONSENT, Duration.ZERO, _ -> {});
            assertThatExceptionOfType(AppleFailure.class)
                    .isThrownBy(session::productType)
                    .extracting(AppleFailure::code)
                    .isEqualTo(Code.NO_SESSION);
        }
    }
}
