package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.cable.OnCable;

/**
 * A drawn device as whoever looks at it sees it.
 *
 * @param order what the device was taken in by; empty for one that no order brought
 * @param said how it stands
 * @param why it is drawn; empty while that is not known
 * @param drawnAt when that was known
 * @param keptOut why the visitor does not look: they had a hand in it, or their account may be that of somebody who had
 * @param others how many verifiers there are who had none
 * @param later verifiers who are kept out for a time, and from when on they can look
 * @param elsewhere how many verifiers of other companies there are who may look from afar
 * @param release what a manager may let it go for; empty if they may not
 * @param taken that it is not let go yet since who could have looked was taken away
 * @param isRead whether stations have read all of its drives again and found what was left there
 * @param isAnswered whether they have done so as the answer to what the visitor asked for, who may confirm it from afar
 * @param isUnproven whether what one has read says neither
 * @param isRestUnproven whether that is so of each drive of which none has found what was left
 * @param isKeptBack whether what a station has sent and could not be taken keeps everybody from confirming it
 * @param isLeftAsking whether it is a phone that was read over the debug bridge after its reset, and is past its setup by that
 * @param history what second people said of it before, the latest first
 * @param cable what hangs on the cables of its site, of a phone that waits for somebody who looks
 */
public record CheckView(
        Device device,
        Site site,
        Media media,
        Optional<UUID> order,
        SecondLook.Said said,
        Optional<Why> why,
        Optional<Instant> drawnAt,
        Optional<KeptOut> keptOut,
        int others,
        List<SecondChecks.Later> later,
        int elsewhere,
        Optional<SecondChecks.Release> release,
        Optional<SecondChecks.Taken> taken,
        boolean isRead,
        boolean isAnswered,
        boolean isUnproven,
        boolean isRestUnproven,
        boolean isKeptBack,
        boolean isLeftAsking,
        List<Past> history,
        OnCable cable) {
    /** How one can stand that waits; words under {@code custody.second.STATE}. */
    public static final List<String> STATES = List.of("drawn", "unknown");

    public CheckView {
        later = List.copyOf(later);
        history = List.copyOf(history);
    }

    /** Whether a station can read any of it again: of a phone only a card of its own. */
    public boolean hasDrives() {
        return toLook().hasDrives();
    }

    /** Whether the visitor does not look. */
    public boolean isOwn() {
        return keptOut.isPresent();
    }

    /**
     * What somebody said of it.
     *
     * @param company theirs, if it is another one; then nobody reads who it was
     */
    public record Past(
            Instant at,
            String by,
            Seen.Result result,
            Seen.Place place,
            boolean isApart,
            boolean isByMachine,
            boolean isFromAfar,
            Optional<Seen.Without> without,
            Optional<String> company) {
        /** Words for what came out. */
        public String key() {
            return isFromAfar && result == Seen.Result.CONFIRMED
                    ? "oversight.result.confirmed-afar"
                    : CheckView.key(result, isByMachine);
        }
    }

    /** Whether it waits for somebody who looks. */
    public boolean isOpen() {
        return isOpen(said.state());
    }

    static boolean isOpen(SecondLook.State state) {
        return state == SecondLook.State.DRAWN || state == SecondLook.State.NOT_POSSIBLE;
    }

    /** Whether nobody waits for it, and what a station finds to differ counts all the same. */
    public boolean isHere() {
        return !isOpen() && device.state() == DeviceState.CLEARED && said.state() != SecondLook.State.UNKNOWN;
    }

    /** Whether a station's finding is not asked for any more, and one that differs counts all the same. */
    public boolean takesWhatDiffers() {
        return isHere() || (isOpen() && isRead);
    }

    /** What is called a confirmation: what was looked at by eye, or only whose device it is. */
    public static String key(Seen.Result result, boolean isByMachine) {
        return "oversight.result." + result.id() + (result == Seen.Result.CONFIRMED && isByMachine ? "-machine" : "");
    }

    /** What is called the same of a phone. */
    public String phoneKey(Seen.Result result) {
        boolean isPastSetup = isLeftAsking && result == Seen.Result.CONFIRMED;
        return result == Seen.Result.NOT_POSSIBLE
                ? key(result, false)
                : "oversight.result.phone." + result.id() + (isPastSetup ? ".asking" : "");
    }

    /** Why it may be said that no station has read it. */
    public List<Seen.Without> withouts() {
        return Arrays.stream(Seen.Without.values())
                .filter(why -> why != Seen.Without.PHONE && (why != Seen.Without.UNPROVEN || isRestUnproven))
                .toList();
    }

    /** What is looked at where a station has read it, or has not. */
    public List<Seen.Look> looks() {
        return toLook().all();
    }

    /** One of which is seen as well, if there are any; in their order. */
    public List<Seen.Look> either() {
        return toLook().either().stream().sorted().toList();
    }

    private ToLook toLook() {
        return new ToLook(device.kind(), media, isRead, isLeftAsking);
    }

    /** Words for one of these. */
    public String key(Seen.Look look) {
        boolean isOther = isLeftAsking && look == Seen.Look.ACCOUNT;
        return "oversight.looked." + look.id() + (isOther ? ".either" : "");
    }

    /** Words for what somebody said of it. */
    public String key(Past past) {
        return device.kind().isPhone() && !past.isByMachine() && !past.isFromAfar()
                ? phoneKey(past.result())
                : past.key();
    }

    /** Whether a manager may give it up. */
    public boolean canBeGivenUp() {
        return said.state() == SecondLook.State.NOT_POSSIBLE || (isOpen() && isUnproven) || isKeptBack;
    }
}
