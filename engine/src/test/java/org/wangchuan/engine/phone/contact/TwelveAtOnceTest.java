package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.attestation.MadeAttestation;
import org.wangchuan.engine.phone.contact.MadeAndroid.Hang;
import org.wangchuan.engine.phone.contact.MadeAndroid.Owner;
import org.wangchuan.engine.phone.fact.Property;

/** A bench with twelve phones, of which one hangs wherever one can: the others are read as if it were not there. */
@Timeout(300)
class TwelveAtOnceTest {
    private static final int PHONES = 12;
    private static final int HANGS = 5; // neither the first nor the last

    /** All of it for one phone, on a machine that is busy: looking, asking, allowing, reading. */
    private static final Duration WITHIN = Duration.ofSeconds(30);

    /** Made once: that takes longer than all else here. */
    private static final byte[] KEY = KeptKeys.newKey();

    private static final List<byte[]> CHAIN = new MadeAttestation().chain();

    @TempDir
    Path folder;

    /** What is behind one cable. */
    record Phone(MadeAndroid android, MadeMtp mtp) {
        /** Whoever waits for it goes on. */
        void end() {
            android.pull();
            mtp.pull();
            android.release();
            mtp.release();
        }
    }

    static Stream<Arguments> places() {
        return Stream.of(
                place("in the kernel, taking the interface for files", phone -> phone.mtp.stuckTaking()),
                place("asked what it is", phone -> phone.mtp.silent()),
                place("in the kernel, letting the interface for files go", phone -> phone.mtp.stuckLetting()),
                place("in the kernel, taking the interface for debugging", phone -> phone.android.stuckTaking()),
                place("at the greeting", phone -> phone.android.hang(Hang.AT_GREETING)),
                place("after the signature", phone -> phone.android.hang(Hang.AT_SIGNATURE)),
                place("with its owner", phone -> phone.android.owner(Owner.SILENT)),
                place("when it is asked for a service", phone -> phone.android.hang(Hang.AT_SERVICE)),
                place("in the middle of an answer", phone -> phone.android.hang(Hang.IN_ANSWER)),
                place("in its key store", phone -> phone.android.hang(Hang.AT_ATTESTATION)),
                place("in an answer without end", phone -> phone.android.hang(Hang.ENDLESSLY)),
                place("in the kernel, letting the interface for debugging go", phone -> phone.android.stuckLetting()));
    }

    private static Arguments place(String name, Consumer<Phone> hang) {
        return Arguments.of(name, hang);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void theOthersAreReadInTime(String name, Consumer<Phone> hang) throws Exception {
        MadeCables made = new MadeCables(folder, folder.resolve("no-usbmuxd"));
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < PHONES; i++) {
            Phone phone = new Phone(new MadeAndroid(), new MadeMtp());
            phones.add(phone);
            phone.android.attests(CHAIN);
            made.mtp(at(i), phone.mtp);
            PhoneContact _ = made.pluggedAndroid(at(i), phone.android, "MADE-SERIAL-" + i);
        }
        hang.accept(phones.get(HANGS));
        try (ExecutorService bench = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> told = new ArrayList<>();
            for (int i = 0; i < PHONES; i++) {
                PhoneContact contact = made.contact(at(i));
                told.add(bench.submit(() -> all(contact)));
            }
            long end = System.nanoTime() + WITHIN.toNanos();
            for (int i = 0; i < PHONES; i++) {
                if (i != HANGS) {
                    assertThat(told.get(i).get(end - System.nanoTime(), TimeUnit.NANOSECONDS))
                            .as("phone %d while one hangs %s", i, name)
                            .isEqualTo("Phone by MTP, accounts 2, permission known, 3 certificates");
                }
            }
            phones.get(HANGS).end();
        }
    }

    private static String at(int phone) {
        return "1-1." + (phone + 1);
    }

    private static String all(PhoneContact contact) throws ContactException {
        Deadline deadline = Deadline.after(WITHIN);
        String model = contact.unasked(MadeCables.DIGESTS, deadline).facts().all().stream()
                .filter(fact -> fact.value().contains("by MTP"))
                .map(fact -> fact.value())
                .findFirst()
                .orElse("");
        try (JobKeys keys = new KeptKeys().restored(KEY);
                PhoneSession session = contact.open(keys, PermissionListener.NONE, WITHIN, deadline)) {
            var facts = session.read(MadeCables.DIGESTS, deadline).facts();
            return model + ", accounts " + facts.said(Property.ACCOUNTS).orElse("?") + ", permission "
                    + facts.said(Property.PERMISSION).orElse("?") + ", "
                    + session.attest(new byte[32], deadline).map(List::size).orElse(0) + " certificates";
        }
    }
}
