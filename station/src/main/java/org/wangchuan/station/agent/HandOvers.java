package org.wangchuan.station.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.recheck.ErasureFiles;
import org.wangchuan.station.recheck.SealedFiles;

/**
 * Brings what another station needs that looks at a drive which was erased here: sealed for that station, and only once the platform asks,
 * which it does after the drive lies in the other station's lane. Used by one thread.
 */
final class HandOvers {
    /** So much fits through the Station API, as text. */
    private static final int CHARS_MAX = 900_000;

    /** A platform that asks still after so long has lost what it was brought. */
    private static final Duration AGAIN = Duration.ofSeconds(45);

    private final Workshop shop;
    private final Map<HandOver, Long> doneNanos = new HashMap<>();

    HandOvers(Workshop shop) {
        this.shop = shop;
    }

    /** Brings what is asked for and was not brought yet. */
    void look() throws IOException, PlatformRefusedException, InterruptedException {
        List<HandOver> asked = shop.platform().looks().handOvers();
        doneNanos.keySet().retainAll(asked);
        for (HandOver one : asked) {
            Long before = doneNanos.get(one);
            if (before == null || System.nanoTime() - before > AGAIN.toNanos()) {
                bring(one);
            }
        }
    }

    /** What can't be read of one erasure now, or is not taken, is tried again later, and keeps no other one back. */
    private void bring(HandOver one) throws IOException, PlatformRefusedException, InterruptedException {
        Optional<ErasureFiles> files;
        try {
            files = ErasureFiles.in(shop.folder().receipts(one.task()), one.clearing());
        } catch (IOException | RuntimeException e) { // whatever is wrong with its files is wrong with them alone
            doneNanos.put(one, System.nanoTime());
            shop.notes().trouble(String.valueOf(e.getMessage()));
            return;
        }
        bring(one, files);
        doneNanos.put(one, System.nanoTime());
    }

    private void bring(HandOver one, Optional<ErasureFiles> files)
            throws IOException, PlatformRefusedException, InterruptedException {
        try {
            if (files.isEmpty()) {
                cannot(
                        one,
                        "FILES_GONE",
                        "清除的证据已不在执行清除的工作站上",
                        "the files of the erasure are not at the station that erased any more");
                return;
            }
            String sealed = SealedFiles.seal(files.get().toBytes(), one.look(), one.recipient());
            if (sealed.length() > CHARS_MAX) {
                cannot(
                        one,
                        "FILES_TOO_LARGE",
                        "清除的证据过大，无法交给另一台工作站",
                        "the files of the erasure are too large to be handed over");
                return;
            }
            shop.platform().looks().handOver(one.look(), one.recipient(), sealed);
        } catch (GeneralSecurityException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
            cannot(one, "FILES_KEY", "另一台工作站给出的密钥不可用", "the other station has named a key that none can be sealed for");
        } catch (PlatformRefusedException e) {
            if (!e.isForGood() && !e.isOfThisAlone()) {
                throw e;
            }
            // The look is over, or another key counts by now; or the platform can't take this one, and may later.
            shop.notes().refused("files", e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void cannot(HandOver one, String code, String zh, String en)
            throws IOException, PlatformRefusedException, InterruptedException {
        shop.platform().looks().cannotHandOver(one.look(), code, new BilingualText(zh, en));
    }
}
