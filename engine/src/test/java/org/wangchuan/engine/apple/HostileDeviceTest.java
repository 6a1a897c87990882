package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/**
 * A device that answers too much, too little, never, nonsense, or for somebody else: a clear failure each time, and within the time that was
 * given.
 */
@Tag("slow")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class HostileDeviceTest {
    /** Long for what answers at once, short for what never does. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final List<Misbehaviour> SOME = List.of(
            Misbehaviour.ENDLESS,
            Misbehaviour.CUT_OFF,
            Misbehaviour.CLOSES,
            Misbehaviour.CYCLE,
            Misbehaviour.ANOTHER_ANSWER);

    private AppleBench bench;

    @BeforeEach
    void plugIn() throws Exception {
        bench = new AppleBench();
    }

    @AfterEach
    void takeAway() throws Exception {
        bench.close();
    }

    private static Code expected(Misbehaviour does) {
        return switch (does) {
            case SILENT, DRIPS -> Code.NO_ANSWER;
            case ENDLESS, NEGATIVE_LENGTH, DEEP -> Code.TOO_LARGE;
            case CUT_OFF, CLOSES -> Code.ENDED;
            case EMPTY, CYCLE, ENTITY, GARBAGE -> Code.MALFORMED;
            case ANOTHER_ANSWER -> Code.UNEXPECTED;
            case NONE, OTHER_KINDS, ANOTHER_KEY -> throw new AssertionError(does);
        };
    }

    /** Whether what comes of it comes of waiting. */
    private static boolean takesTime(Misbehaviour does) {
        return does == Misbehaviour.SILENT || does == Misbehaviour.DRIPS;
    }

    /**
     * All of it where an answer comes in clear and where it comes in TLS; at the other steps, which read in the same way, what ends in other
     * ways.
     */
    static Stream<Arguments> everywhere() {
        List<Arguments> cases = new ArrayList<>();
        for (String request : List.of("QueryType", "GetValue", "Pair", "StartSession", "StartService", "service")) {
            for (Misbehaviour does : Misbehaviour.values()) {
                boolean ofItsOwn = does.compareTo(Misbehaviour.OTHER_KINDS) >= 0 || does == Misbehaviour.NONE;
                boolean all = List.of("GetValue", "service").contains(request);
                if (!ofItsOwn && (all || SOME.contains(does) || (takesTime(does) && request.equals("StartSession")))) {
                    cases.add(arguments(request, does));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whereverItMisbehavesAClearFailureComesOfIt(String request, Misbehaviour does) throws AppleFailure {
        AppleHost host = bench.host(takesTime(does) ? PATIENCE : AppleBench.LONG);
        switch (request) {
            case "QueryType" -> {
                bench.phone().on(request, does);
                assertThat(code(() -> host.open(bench.device()))).isEqualTo(expected(does));
            }
            case "GetValue" -> {
                try (UnpairedSession session = host.open(bench.device())) {
                    bench.phone().on(request, does);
                    assertThat(code(session::productType)).isEqualTo(expected(does));
                }
            }
            case "Pair", "StartSession" -> {
                bench.phone().on(request, does);
                PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair(host, Duration.ZERO));
                assertThat(refused.why().code()).isEqualTo(expected(does));
                assertThat(refused.debt()).isEmpty(); // unpairing went well
                assertThat(bench.phone().hosts()).isEmpty();
            }
            case "StartService" -> {
                try (ConsentedSession session = AppleBench.session(bench.pair(host, Duration.ZERO))) {
                    bench.phone().on(request, does);
                    assertThat(code(session::activation)).isEqualTo(expected(does));
                }
            }
            default -> service(host, does);
        }
    }

    /** The service's connection is its own: what goes wrong there leaves the session as it was. */
    private void service(AppleHost host, Misbehaviour does) throws AppleFailure {
        try (ConsentedSession session = AppleBench.session(bench.pair(host, Duration.ZERO))) {
            bench.phone().on("GetActivationStateRequest", does).on("EraseDevice", does);
            if (does == Misbehaviour.ANOTHER_ANSWER) {
                assertThat(session.activation()).isInstanceOf(Answer.NotTold.class);
            } else {
                assertThat(code(session::activation)).isEqualTo(expected(does));
            }
            if (does == Misbehaviour.GARBAGE) {
                assertThat(code(() -> session.erase(EraseOptions.EVERYTHING))).isEqualTo(Code.MALFORMED);
            }
            assertThat(session.storage().diskBytes().toOptional()).isPresent();
        }
    }

    @Test
    void valuesOfOtherKindsAreNotTaken() throws AppleFailure {
        bench.phone().on("QueryType", Misbehaviour.OTHER_KINDS);
        assertThat(code(bench::open)).isEqualTo(Code.UNEXPECTED);
        bench.phone().on("QueryType", Misbehaviour.NONE).on("StartSession", Misbehaviour.OTHER_KINDS);
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.NO_TLS);
        bench.phone().on("StartSession", Misbehaviour.NONE);
        try (ConsentedSession session = bench.paired()) {
            bench.phone().on("StartService", Misbehaviour.OTHER_KINDS);
            assertThat(code(session::activation)).isEqualTo(Code.UNEXPECTED);
            bench.phone().on("GetValue", Misbehaviour.OTHER_KINDS);
            assertThat(session.findMyAssociated()).isInstanceOf(Answer.NotTold.class);
            bench.phone()
                    .on("StartService", Misbehaviour.NONE)
                    .on("GetActivationStateRequest", Misbehaviour.OTHER_KINDS)
                    .on("IORegistry", Misbehaviour.OTHER_KINDS)
                    .on("GetCloudConfiguration", Misbehaviour.OTHER_KINDS);
            assertThat(session.activation()).isInstanceOf(Answer.NotTold.class);
            assertThat(session.battery().cycles()).isInstanceOf(Answer.NotTold.class);
            assertThat(session.management().supervised()).isInstanceOf(Answer.NotTold.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
    void whatIsNoTlsIsNoSession(PhoneDouble.Tls does) throws AppleFailure {
        bench.phone().tls(does);
        Code code = AppleBench.refusal(bench.pair(bench.host(PATIENCE), Duration.ZERO))
                .why()
                .code();
        assertThat(code)
                .isEqualTo(
                        switch (does) {
                            case SILENT -> Code.NO_ANSWER;
                            case GARBAGE -> Code.TLS;
                            case CLOSES -> Code.ENDED;
                            case RIGHT -> throw new AssertionError();
                        });
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void theValueOfAnotherKeyIsNotTaken() throws AppleFailure {
        try (UnpairedSession session = bench.open()) {
            bench.phone().on("GetValue", Misbehaviour.ANOTHER_KEY);
            assertThat(code(session::productType)).isEqualTo(Code.UNEXPECTED);
        }
    }

    /** Else an answer that comes late would be that to the next question. */
    @Test
    void afterAnAnswerThatDidNotComeThereIsNoOtherOverThatConnection() throws AppleFailure {
        try (UnpairedSession session = bench.host(PATIENCE).open(bench.device())) {
            bench.phone().on("GetValue", Misbehaviour.DRIPS);
            assertThat(code(session::productType)).isEqualTo(Code.NO_ANSWER);
            bench.phone().on("GetValue", Misbehaviour.NONE);
            assertThat(code(session::serialNumber)).isEqualTo(Code.ENDED);
        }
    }

    @Test
    void aCableThatIsPulledInTheMiddleOfAnAnswerIsToldAtOnce() throws Exception {
        try (UnpairedSession session = bench.open()) {
            bench.phone().on("GetValue", Misbehaviour.SILENT);
            CompletableFuture<Code> code = CompletableFuture.supplyAsync(() -> code(session::productType));
            for (int i = 0; i < 6000 && bench.phone().heard().size() < 2; i++) {
                Thread.sleep(10);
            }
            assertThat(bench.phone().heard()).hasSize(2);
            bench.mux().detach(bench.id());
            assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Code.ENDED); // its patience would be a minute
        }
    }

    @Test
    void aPhoneThatDoesNotLetGoIsADebt() throws AppleFailure {
        ConsentedSession session = AppleBench.session(bench.pair(bench.host(PATIENCE), Duration.ZERO));
        bench.phone().on("StopSession", Misbehaviour.SILENT).on("Unpair", Misbehaviour.GARBAGE);
        assertThat(session.end().stillToDo()).isPresent();
    }

    @Test
    void aPhoneThatHangsHoldsUpNoOther() throws Exception {
        try (PhoneDouble another = new PhoneDouble("00008120-00000000000000AA")) {
            bench.phone().on("QueryType", Misbehaviour.SILENT);
            int id = bench.mux().attach(another);
            AppleHost host = bench.host(AppleBench.LONG);
            Thread stuck = Thread.ofPlatform().daemon().start(() -> {
                var _ = catchThrowable(
                        () -> host.open(host.devices().getFirst()).close());
            });
            var healthy =
                    host.devices().stream().filter(device -> device.id() == id).findFirst();
            try (UnpairedSession session = host.open(healthy.orElseThrow())) {
                assertThat(session.productType().toOptional()).contains("iPhone15,2");
            }
            assertThat(stuck.isAlive()).isTrue(); // it has a minute
            stuck.interrupt();
            stuck.join(Duration.ofSeconds(30));
            assertThat(stuck.isAlive()).isFalse();
        }
    }

    private static Code code(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(AppleFailure.class);
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            assertThat(Optional.ofNullable(each.getMessage()).orElse(""))
                    .doesNotContain("iPhone", Doubles.UDID, "F00TEST", "490154203237518");
        }
        return ((AppleFailure) thrown).code();
    }
}
