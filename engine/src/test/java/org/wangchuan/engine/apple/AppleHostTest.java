package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AppleFailure.Kind;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.DeviceEvent;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.UsbmuxAddress;

@Timeout(120)
class AppleHostTest {
    @Test
    void devicesAreWatchedAndOpened() throws Exception {
        try (AppleBench bench = new AppleBench();
                DeviceWatch watch = bench.host().watch()) {
            AttachedDevice device = bench.device();
            assertThat(watch.next(AppleBench.LONG)).contains(new DeviceEvent.Attached(device));
            bench.host().open(device).close();
            bench.mux().detach(bench.id());
            assertThat(watch.next(AppleBench.LONG)).contains(new DeviceEvent.Detached(device.id()));
            assertThat(catchThrowableOfType(
                                    AppleFailure.class, () -> bench.host().open(device))
                            .code())
                    .isEqualTo(Code.AWAY);
        }
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AppleHost(UsbmuxAddress.DEFAULT, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new UsbmuxAddress.Tcp("localhost", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnerConsent(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnerConsent("Zhang San"));
    }

    @Test
    void eachCodeHasAWordOfItsOwnAndSomebodyWhoHasToDoWithIt() {
        assertThat(Code.values()).extracting(Code::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z-]+"));
        assertThat(Code.values()).extracting(Code::kind).containsOnly(Kind.values());
    }
}
