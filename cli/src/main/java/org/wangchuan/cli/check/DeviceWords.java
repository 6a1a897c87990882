package org.wangchuan.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.paper.PhoneText;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;

/** Which drive or phone a statement is about, and of a phone what holds it: for people and for programs. */
public final class DeviceWords {
    private static final String NONE = "—";

    private DeviceWords() {}

    /** One line about the device, if it is shown. */
    static void print(String before, Disclosed shown, Console console) {
        shown.target().ifPresent(target -> console.result(before + line(target, console.messages())));
        shown.phone().ifPresent(phone -> console.result(before + line(phone, console.messages())));
    }

    private static String line(Target target, Messages messages) {
        return messages.text(
                "verify.target",
                OneLine.of(target.model().orElse(target.name())),
                OneLine.of(target.serial().orElse(NONE)),
                target.capacityBytes());
    }

    /** A phone by its name, number and system. */
    public static String line(Phone phone, Messages messages) {
        boolean chinese = messages.chinese();
        Optional<String> system = phone.system().map(word -> PhoneText.of("system." + word, chinese));
        return messages.text(
                "verify.phone",
                joined(phone.maker(), phone.model()),
                phone.serial().map(OneLine::of).orElse(NONE),
                joined(system, phone.version()));
    }

    private static String joined(Optional<String> one, Optional<String> other) {
        List<String> both =
                Stream.of(one, other).flatMap(Optional::stream).map(OneLine::of).toList();
        return both.isEmpty() ? NONE : String.join(" ", both);
    }

    /** What is said of a phone beside its verdict, the lock first: nobody who reads the verdict may miss it. */
    static void printResult(ClearingClaims claims, Console console) {
        claims.phone().ifPresent(phone -> lines(phone, console.messages()).forEach(console::result));
    }

    private static List<String> lines(PhoneClaims phone, Messages messages) {
        boolean chinese = messages.chinese();
        List<String> out = new ArrayList<>();
        String lock = Json.wireName(phone.shownLock());
        String word = PhoneText.of("lock." + lock, chinese);
        out.add("  "
                + messages.text(
                        phone.shownLock() == Lock.UNLOCKED ? "verify.phone-lock" : "verify.phone-lock-holds",
                        word,
                        PhoneText.of("lock." + lock + ".means", chinese)));
        phone.lockReasons().forEach(reason -> out.add("    – " + said("lock-reason", reason, chinese)));
        out.add("  " + messages.text("verify.phone-way", way(phone, chinese), said("tier", phone.tier(), chinese)));
        phone.reasons().forEach(reason -> out.add("    – " + said("reason", reason, chinese)));
        return out;
    }

    private static String said(String prefix, Enum<?> word, boolean chinese) {
        return PhoneText.of(prefix + "." + Json.wireName(word), chinese);
    }

    private static String way(PhoneClaims phone, boolean chinese) {
        if (phone.technique().isEmpty()) {
            return PhoneText.of("way.none", chinese);
        }
        String id = phone.technique().get().id();
        return PhoneText.has("way." + id)
                ? PhoneText.of("way." + id, chinese)
                : PhoneText.of("way.unknown", chinese, id);
    }

    /** The same for programs. */
    static void addTo(Json.Builder out, Statement.Clearing clearing) {
        clearing.disclosed().target().ifPresent(target -> out.put(Target.CLAIM, target.json()));
        clearing.disclosed()
                .phone()
                .ifPresent(phone -> out.put(Phone.CLAIM, withoutKey(phone).json()));
        clearing.claims().phone().ifPresent(phone -> out.put(PhoneClaims.CLAIM, json(phone)));
    }

    /** With the lock that people are shown: programs are told no better one. */
    static JsonValue.Obj json(PhoneClaims phone) {
        Map<String, JsonValue> members = new TreeMap<>(phone.json().members());
        members.put("lock", new JsonValue.Text(Json.wireName(phone.shownLock())));
        return new JsonValue.Obj(members);
    }

    /** A phone as it is told to programs: without the key, with which numbers of phones could be tried against the record. */
    public static Phone withoutKey(Phone phone) {
        return new Phone(
                phone.maker(),
                phone.model(),
                phone.system(),
                phone.version(),
                phone.serial(),
                phone.storageBytes(),
                Optional.empty());
    }

    /** Whether nothing holds what was erased, as far as a statement can say: of a drive nothing does. */
    static boolean isFree(ClearingClaims claims) {
        return claims.phone().map(phone -> phone.shownLock() == Lock.UNLOCKED).orElse(true);
    }
}
