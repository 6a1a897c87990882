package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.lockdown.Values;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * com.apple.mobile.diagnostics_relay (libimobiledevice's diagnostics_relay.c). The battery is an entry of the registry, of the class that
 * pymobiledevice3's services/diagnostics.py asks for ({@code get_battery}).
 */
final class DiagnosticsRelay {
    static final String SERVICE = "com.apple.mobile.diagnostics_relay";
    private static final String ENTRY_CLASS = "IOPMPowerSource";

    private final Optional<PlistValue.Dict> entry;
    private final Answer.Reason missing;
    private final boolean secured;

    private DiagnosticsRelay(Optional<PlistValue.Dict> entry, Answer.Reason missing, boolean secured) {
        this.entry = entry;
        this.missing = missing;
        this.secured = secured;
    }

    /** What the device says of its battery. */
    static DiagnosticsRelay battery(PlistChannel service) throws AppleFailure {
        PlistValue.Dict answer = service.ask(
                PlistValue.Dict.builder()
                        .put("EntryClass", ENTRY_CLASS)
                        .put("Request", "IORegistry")
                        .build(),
                PlistChannel.Form.XML);
        if (!answer.text("Status").filter("Success"::equals).isPresent()) {
            return new DiagnosticsRelay(Optional.empty(), Answer.Reason.UNSUPPORTED, service.secured());
        }
        Optional<PlistValue.Dict> entry =
                answer.dict("Diagnostics").flatMap(diagnostics -> diagnostics.dict("IORegistry"));
        return new DiagnosticsRelay(entry, Answer.Reason.ABSENT, service.secured());
    }

    /** For a service that could not be started, as lockdownd said in the session. */
    static DiagnosticsRelay untold(Answer.Reason reason) {
        return new DiagnosticsRelay(Optional.empty(), reason, true);
    }

    /** A number of the entry, by the first of these names that it has. */
    Answer<Long> amount(String... keys) {
        Asked asked = new Asked(SERVICE, "IORegistry:" + ENTRY_CLASS + ":" + keys[0], secured);
        if (entry.isEmpty()) {
            return new Answer.NotTold<>(asked, missing);
        }
        for (String key : keys) {
            Optional<PlistValue> value = entry.get().get(key);
            if (value.isPresent()) {
                return Values.of(
                        new Asked(SERVICE, "IORegistry:" + ENTRY_CLASS + ":" + key, secured), value, Values::amount);
            }
        }
        return new Answer.NotTold<>(asked, Answer.Reason.ABSENT);
    }
}
