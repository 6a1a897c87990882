package org.wangchuan.engine.apple;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.ServiceDouble;

/** What a tool was asked to do with the made phone when it was recorded, and what we do likewise. Each begins by pairing. */
enum AppleTask {
    /** Pairs and unpairs. */
    LIFE,
    ERASE,
    ERASE_KEEPING_THE_PLAN,
    ERASE_WITHOUT_PROXIMITY,
    /** The phone says that it won't. */
    ERASE_REFUSED,
    /** The phone ends the connection without a word. */
    ERASE_CUT_OFF,
    MANAGEMENT,
    BATTERY,
    ACTIVATION;

    /** The code in {@link #ERASE_REFUSED}. */
    static final int ERROR = 4_004;

    /** As recordings and drivers call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Has the phone do its part. */
    void prepare(PhoneDouble phone) {
        Map<String, PlistValue.Dict> answers = new HashMap<>(Doubles.services().answers());
        answers.put(
                "Flush", PlistValue.Dict.builder().put("Status", "Acknowledged").build());
        if (this == ERASE_REFUSED) {
            PlistValue.Dict error =
                    PlistValue.Dict.builder().put("ErrorCode", ERROR).build();
            answers.put(
                    "EraseDevice",
                    PlistValue.Dict.builder()
                            .put("ErrorChain", new PlistValue.Array(List.of(error)))
                            .put("Status", "Error")
                            .build());
        }
        phone.services(new ServiceDouble(answers, Set.of()));
        if (this == ERASE_CUT_OFF) {
            phone.on("EraseDevice", Misbehaviour.CLOSES);
        }
    }
}
