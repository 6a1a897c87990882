package org.wangchuan.engine.apple;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.model.EraseReply;
import org.wangchuan.engine.apple.model.Management;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * com.apple.mobile.MCInstall (pymobiledevice3's services/mobile_config.py): {@code RequestType} in, {@code Status} "Acknowledged" or an
 * {@code ErrorChain} out. What is asked here is byte for byte what that tool asks; another, go-ios (ios/mcinstall/erase.go), has the service {@code Flush}
 * before it erases. Whether a phone needs that is not known here.
 */
final class ManagedConfiguration {
    static final String SERVICE = "com.apple.mobile.MCInstall";
    private static final String CLOUD = "GetCloudConfiguration";

    private ManagedConfiguration() {}

    static Management management(PlistChannel service) throws AppleFailure {
        PlistValue.Dict answer =
                service.ask(PlistValue.Dict.builder().put("RequestType", CLOUD).build(), PlistChannel.Form.XML);
        if (!acknowledged(answer)) {
            return untold(Answer.Reason.UNSUPPORTED, service.secured());
        }
        Optional<PlistValue> configuration = answer.get("CloudConfiguration");
        if (configuration.isPresent() && !(configuration.get() instanceof PlistValue.Dict)) {
            return untold(Answer.Reason.ODD, service.secured());
        }
        PlistValue.Dict told = answer.dict("CloudConfiguration")
                .orElse(PlistValue.Dict.builder().build());
        return new Management(
                told(told, "IsSupervised", service.secured()),
                told(told, "IsMandatory", service.secured()),
                told(told, "IsMDMUnremovable", service.secured()));
    }

    /** For a service that could not be started, as lockdownd said in the session. */
    static Management untold(Answer.Reason reason) {
        return untold(reason, true);
    }

    private static Management untold(Answer.Reason reason, boolean secured) {
        return new Management(
                new Answer.NotTold<>(asked("IsSupervised", secured), reason),
                new Answer.NotTold<>(asked("IsMandatory", secured), reason),
                new Answer.NotTold<>(asked("IsMDMUnremovable", secured), reason));
    }

    private static Answer<Boolean> told(PlistValue.Dict configuration, String key, boolean secured) {
        return Values.of(asked(key, secured), configuration.get(key), Values::bool);
    }

    private static Asked asked(String key, boolean secured) {
        return new Asked(SERVICE, CLOUD + ":" + key, secured);
    }

    static EraseReply erase(PlistChannel service, EraseOptions options) throws AppleFailure {
        // In the order of pymobiledevice3, so that a test can hold each byte against its own.
        PlistValue.Dict request = PlistValue.Dict.builder()
                .put("DisallowProximitySetup", options.disallowProximitySetup())
                .put("PreserveDataPlan", options.preserveDataPlan())
                .put("RequestType", "EraseDevice")
                .build();
        try {
            PlistValue.Dict answer = service.ask(request, PlistChannel.Form.XML);
            return acknowledged(answer) ? new EraseReply.Acknowledged() : new EraseReply.Refused(firstError(answer));
        } catch (AppleFailure failed) {
            if (failed.code() == Code.ENDED) {
                return new EraseReply.Ended();
            }
            throw failed;
        }
    }

    private static boolean acknowledged(PlistValue.Dict answer) {
        return answer.text("Status").filter("Acknowledged"::equals).isPresent();
    }

    private static Optional<Long> firstError(PlistValue.Dict answer) {
        List<PlistValue> chain =
                answer.array("ErrorChain").map(PlistValue.Array::items).orElse(List.of());
        return !chain.isEmpty() && chain.getFirst() instanceof PlistValue.Dict first
                ? first.integer("ErrorCode")
                : Optional.empty();
    }
}
