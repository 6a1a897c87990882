package org.wangchuan.platform.intake;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.custody.Media;

/**
 * The form of a new order, as it was filled in.
 *
 * @param fields what was typed, by the name of the field
 */
public record IntakeForm(Map<String, String> fields) {
    /** The field that says of all numbers that were typed: another device that is here bears them, too. */
    public static final String TWIN = "twice-anyway";

    /** The field with the code of the device that it is typed about, if that is here. */
    static final String OF_DEVICE = "of-device";

    /** The rule sets of the engine that a counter may choose from, by id; stations say of each lane what they come to there. */
    public static final List<String> POLICIES =
            List.of("gb-46864-2025", "nist-clear", "nist-clear-native", "nist-purge", "r2v3");

    /** Those of them that are met by what a drive does by itself alone: a phone has no such way, and a drive may have none. */
    public static final Set<String> BY_THE_DRIVE = Set.of("nist-clear-native", "nist-purge");

    /** Answers to the question about state secrets. */
    public static final List<String> SECRETS = List.of("no", "yes", "unknown");

    /** Before the name of a doubt, the key of its words. */
    static final String DOUBT = "intake.number.";

    /** What is wrong with a number that is somebody's, and no device's: nobody may say that it is to be kept. */
    public static final String OF_A_PERSON = DOUBT + "OF_A_PERSON";

    static final String NO_SERIAL = "intake.serial.asked";

    private static final String CHOICE = "intake.problem.choice";

    private static final int NAME_CHARS_MAX = 60;
    private static final int SERIAL_CHARS_MAX = 60;
    /** Of a field that may hold a label with two numbers. */
    private static final int NUMBERS_CHARS_MAX = 160;

    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]?");
    private static final int CONDITION_CHARS_MAX = 300;
    private static final int KILOGRAM = 1000;
    private static final int GRAMS_MAX = 200 * KILOGRAM;
    private static final Pattern WEIGHT = Pattern.compile("\\d{1,4}([.]\\d{1,3})?");
    /** Numbers of eight figures and more: with them telephone numbers without area code, which have no other form. */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d[\\d .()-]{6,}\\d");

    public IntakeForm {
        fields = Map.copyOf(fields);
    }

    /** An empty one. */
    public static IntakeForm blank() {
        return new IntakeForm(
                Map.of("kind", "phone", "channel", "counter", "presenter", "owner", "policy", POLICIES.getFirst()));
    }

    /** What was typed; empty if nothing. */
    public String get(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** Whether a choice is this one. */
    public boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /** The keys of what is wrong with it; empty if nothing. */
    public List<String> problems() {
        List<String> out = new ArrayList<>();
        if (kind().isEmpty() || channel().isEmpty() || presenter().isEmpty()) {
            out.add(CHOICE);
        }
        problemOfRules(kind(), get("policy")).filter(one -> !out.contains(one)).ifPresent(out::add);
        if (!Line.isLine(get("brand"), NAME_CHARS_MAX) || !Line.isLine(get("model"), NAME_CHARS_MAX)) {
            out.add("intake.problem.brand");
        }
        if (!areNumbersRight()) {
            out.add("intake.problem.serial");
        } else if (Stream.concat(numbers().stream(), driveSerials().stream().map(DeviceNumber::plain))
                .anyMatch(DeviceNumber::isOfAPerson)) {
            out.add(OF_A_PERSON);
        }
        if (!areDrivesRight()) {
            out.add("intake.problem.drives");
        }
        if (!Line.isLineOrEmpty(get("condition"), CONDITION_CHARS_MAX)) {
            out.add("intake.problem.condition");
        } else if (isPersonal(get("condition")) || Line.isOfAPerson(get("brand")) || Line.isOfAPerson(get("model"))) {
            out.add("intake.problem.personal");
        }
        if (!get("weight").isEmpty() && grams().isEmpty()) {
            out.add("intake.problem.weight");
        }
        if (asksForSecrets() && !SECRETS.contains(get("secrets"))) {
            out.add("intake.problem.secrets");
        }
        return out;
    }

    /** The key of what is wrong with a rule set for a kind of device; empty if nothing. */
    static Optional<String> problemOfRules(Optional<DeviceKind> kind, String policy) {
        if (!POLICIES.contains(policy)) {
            return Optional.of(CHOICE);
        }
        return isByTheDrive(policy)
                        && kind.filter(one -> !one.hasDriveForTheBench()).isPresent()
                ? Optional.of("intake.problem.policy_kind")
                : Optional.empty();
    }

    /** Whether a rule set is met by what a drive does by itself alone. */
    public static boolean isByTheDrive(String policy) {
        return BY_THE_DRIVE.contains(policy);
    }

    /** The numbers that were typed, and what was said of them. */
    public TypedNumbers typed() {
        return new TypedNumbers(fields, isOfPhone());
    }

    /** Those numbers, each once; more than one of phones alone. What was said of a doubtful one is taken into account. */
    public List<DeviceNumber> numbers() {
        return typed().all();
    }

    /** What was typed as numbers; what somebody says of all of them is said of this and of no other. */
    public String typedNumbers() {
        return typed().whole();
    }

    /** Why numbers of a phone may not be what they seem, as long as nobody has said that they stand there like that. Not among the problems: a person may know better. */
    public List<DeviceNumber.Doubt> doubts() {
        return typed().doubts();
    }

    /** Whether the number of a phone has a check digit that doesn't fit, and nobody has said that it stands there like that. */
    public boolean hasDoubtfulImei() {
        return kind().equals(Optional.of(DeviceKind.PHONE)) && doubts().contains(DeviceNumber.Doubt.IMEI_CHECK_DIGIT);
    }

    /** Whether it is typed about this very device, which is here: its numbers are its own. */
    boolean isOf(String code) {
        return is(OF_DEVICE, code);
    }

    /** Whether somebody has seen that this and another device that is here bear one number. */
    boolean isTwin() {
        return !typedNumbers().isEmpty() && is(TWIN, typedNumbers());
    }

    private boolean isOfPhone() {
        return kind().filter(DeviceKind::isPhone).isPresent();
    }

    /** Whether no number is entered, and nobody has said that the device has none that can be read. Asked at the counter, where it lies. */
    boolean lacksSerial() {
        return numbers().isEmpty() && !is("no-serial", "yes") && !mayHoldSecrets();
    }

    /** Whether an institution hands it in: then the question about state secrets is asked. */
    public boolean asksForSecrets() {
        return channel().equals(Optional.of(Channel.INSTITUTION))
                || presenter().equals(Optional.of(Presenter.EMPLOYEE));
    }

    /** Whether the order stops at once; what nobody knows counts as yes. */
    public boolean mayHoldSecrets() {
        return asksForSecrets() && !is("secrets", "no");
    }

    /** Whether it is to be held as suspected stolen. */
    public boolean isSuspect() {
        return is("suspect", "yes");
    }

    /** What was seen of the drives of a computer. */
    Devices.Drives drives() {
        return new Devices.Drives(count(get("drives")), driveSerials());
    }

    /** A number of media as people type it; empty for anything else. */
    static Optional<Integer> count(String text) {
        return Optional.of(text.strip())
                .filter(typed -> COUNT.matcher(typed).matches())
                .map(Integer::valueOf)
                .filter(count -> count <= Media.MAX);
    }

    /** Figures of all widths count: somebody who types in Chinese has several. */
    static boolean isPersonal(String text) {
        return Line.isOfAPerson(text)
                || LONG_NUMBER
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .find();
    }

    private boolean areNumbersRight() {
        return Line.isLineOrEmpty(get("serial"), isOfPhone() ? NUMBERS_CHARS_MAX : SERIAL_CHARS_MAX)
                && Line.isLineOrEmpty(get("more-numbers"), NUMBERS_CHARS_MAX)
                && numbers().size() <= 1 + DeviceNumbers.MORE_MAX
                && numbers().stream().allMatch(number -> number.text().length() <= SERIAL_CHARS_MAX);
    }

    private boolean areDrivesRight() {
        List<String> serials = driveSerials();
        Optional<Integer> count = count(get("drives"));
        return (get("drives").isEmpty() || count.isPresent())
                && serials.size() <= count.orElse(Media.MAX)
                && serials.stream().allMatch(serial -> Line.isLine(serial, SERIAL_CHARS_MAX))
                && serials.stream()
                                .map(serial -> serial.toUpperCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == serials.size();
    }

    /** One a line, as a scanner leaves them. */
    private List<String> driveSerials() {
        return get("drive-serials")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The site, if one was chosen. */
    public Optional<UUID> site() {
        try {
            return Optional.of(UUID.fromString(get("site")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<DeviceKind> kind() {
        return of(DeviceKind.values(), DeviceKind::id, get("kind"));
    }

    Optional<Channel> channel() {
        return of(Channel.values(), Channel::id, get("channel")).filter(Channel.OF_COUNTER::contains);
    }

    Optional<Presenter> presenter() {
        return of(Presenter.values(), Presenter::id, get("presenter"));
    }

    /** The weight, which is typed in kilograms. */
    Optional<Integer> grams() {
        String text = get("weight").replace(',', '.');
        if (!WEIGHT.matcher(text).matches()) {
            return Optional.empty();
        }
        int grams = new java.math.BigDecimal(text).movePointRight(3).intValueExact();
        return grams < 1 || grams > GRAMS_MAX ? Optional.empty() : Optional.of(grams);
    }

    private static <T> Optional<T> of(T[] all, java.util.function.Function<T, String> id, String asked) {
        return Arrays.stream(all).filter(one -> id.apply(one).equals(asked)).findFirst();
    }
}
