package org.wangchuan.station.ordered;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.phone.PhoneNotice;

/**
 * One line of what people are told.
 *
 * @param code stable; the platform has words for it
 * @param text where the engine has words
 * @param topic where to tap, by the platform's own guides
 */
public record NoticeLine(String code, Optional<BilingualText> text, Optional<String> topic) {
    private static final String DEBUGGING = "debugging";
    private static final String RESET = "reset";

    /** What a notice says; nothing for how far a fill is, and for what comes before a way is chosen, which have their own places in a turn. */
    static List<NoticeLine> of(PhoneNotice notice) {
        return switch (notice) {
            case PhoneNotice.PlugIn _ -> plain("plug-in");
            case PhoneNotice.TurnOnAsking _ ->
                List.of(new NoticeLine("turn-on-asking", Optional.empty(), Optional.of(DEBUGGING)));
            case PhoneNotice.Permission permission ->
                said("permission", permission.state().words());
            case PhoneNotice.Told _ -> plain("told");
            case PhoneNotice.ResetNow reset -> {
                NoticeLine now = new NoticeLine(code(reset.why()), Optional.empty(), Optional.of(RESET));
                yield reset.isResumed()
                        ? List.of(now, new NoticeLine("reset-resumed", Optional.empty(), Optional.empty()))
                        : List.of(now);
            }
            case PhoneNotice.Erasing erasing ->
                said("erasing", erasing.technique().title());
            case PhoneNotice.Gone _ -> plain("gone");
            case PhoneNotice.Back _ -> plain("back");
            case PhoneNotice.OtherPhone _ -> plain("other-phone");
            case PhoneNotice.MayBeOther _ -> plain("may-be-other");
            case PhoneNotice.TwoNumbers _ -> plain("may-be-other"); // a platform of before knows that word
            case PhoneNotice.SameNumber _ -> plain("same-number");
            case PhoneNotice.PlugInAgain _ -> plain("plug-in-again");
            case PhoneNotice.PairingLeft _ -> plain("pairing-left");
            case PhoneNotice.OtherRecord _ -> said("other-record", ContactException.OTHER_RECORD_LEFT);
            case PhoneNotice.StillAsking _ -> plain("still-asking");
            case PhoneNotice.NotTold failed -> said("not-told", failed.code().advice());
            case PhoneNotice.BeforeWay _, PhoneNotice.Filling _, PhoneNotice.FilledByShell _ -> List.of();
            // With the task its turns go: the platform says so itself, of each that was over before it was begun.
            case PhoneNotice.PermissionLeft _ -> List.of();
        };
    }

    private static String code(PhoneNotice.Why why) {
        return switch (why) {
            case FIRST -> "reset-now";
            case AS_IT_WAS -> "reset-as-it-was";
            case FILLED -> "reset-again";
        };
    }

    private static List<NoticeLine> plain(String code) {
        return List.of(new NoticeLine(code, Optional.empty(), Optional.empty()));
    }

    private static List<NoticeLine> said(String code, BilingualText text) {
        return List.of(new NoticeLine(code, Optional.of(text), Optional.empty()));
    }

    JsonValue.Obj toJson() {
        return text.map(Line::object)
                .orElseGet(Json::object)
                .put("code", code)
                .put("topic", topic)
                .build();
    }
}
