package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.ActivationState;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.PlistChannel;

/** com.apple.mobileactivationd (libimobiledevice's mobileactivation.c, which asks in the binary form). */
final class MobileActivation {
    static final String SERVICE = "com.apple.mobileactivationd";
    private static final String REQUEST = "GetActivationStateRequest";

    private MobileActivation() {}

    static Asked asked(boolean secured) {
        return new Asked(SERVICE, REQUEST, secured);
    }

    static Answer<ActivationState> state(PlistChannel service) throws AppleFailure {
        PlistValue.Dict answer =
                service.ask(PlistValue.Dict.builder().put("Command", REQUEST).build(), PlistChannel.Form.BINARY);
        if (answer.get("Error").isPresent()) {
            return new Answer.NotTold<>(asked(service.secured()), Answer.Reason.UNSUPPORTED);
        }
        Optional<PlistValue> value = answer.get("Value");
        return Values.of(
                asked(service.secured()), value, told -> Values.text(told).map(ActivationState::of));
    }
}
