package org.wangchuan.platform.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.wangchuan.platform.setting.LimitSettings;

/**
 * How often keys of programs and stations are tried from one place and used: counted before anybody looks whether there is such a key. A plant
 * has one address for all its programs, and a shop for all its stations: a key that was good within the last hour is no try, so that one that
 * shows an old key all the time keeps the others in; it is counted by itself, also when it was ended since. Whoever guesses among 2<sup>192</sup> is not kept out by this but by their number: it keeps
 * the database free of them. Thread-safe.
 */
public final class KeyTries {
    /** Keys within a minute from one sender of which it is not known yet that they are good: after a restart all are. */
    public static final int NEW_MAX = 300;

    /** Tries within a minute of what is told by one name that is no secret, from anywhere. */
    static final int NAMED_MAX = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration KNOWN = Duration.ofHours(1);

    private final int usesMax;
    private final int newMax;
    private final Counts tries;
    private final Counts uses;
    private final Counts good;

    /**
     * Nothing was tried yet.
     *
     * @param usesMax requests with one good key within a minute
     * @param limits by which more than {@link #NEW_MAX} new keys may come, where more tries of any secret may
     */
    public KeyTries(InstantSource clock, int usesMax, LimitSettings limits) {
        this.usesMax = usesMax;
        this.newMax = Math.max(NEW_MAX, limits.triesPerMinute());
        tries = new Counts(clock, MINUTE);
        uses = new Counts(clock, MINUTE);
        good = new Counts(clock, KNOWN);
    }

    /**
     * Whether a key may be looked for. It is counted.
     *
     * @param digest of the key
     */
    public boolean mayTry(HttpServletRequest request, String digest) {
        return good.isKnown(digest) ? uses.allows(digest, usesMax) : tries.allows(Sender.of(request), newMax);
    }

    /** Whether a key was good within the last hour: what keeps it out then is its own number, and not its sender's. */
    public boolean isKnown(String digest) {
        return good.isKnown(digest);
    }

    /**
     * Whether a key may be looked for from where too many came, since there is one that is told by this name. It is counted, by the name alone:
     * whoever guesses the rest of one keeps no other out.
     */
    public boolean mayTryNamed(String name) {
        return tries.allows("named " + name, NAMED_MAX);
    }

    /** Whether a key that was found good may be used. Each use is counted: here the first within the hour, the others as they are tried. */
    public boolean mayUse(String digest) {
        boolean wasKnown = good.isKnown(digest);
        good.renew(digest);
        return wasKnown || uses.allows(digest, usesMax);
    }
}
