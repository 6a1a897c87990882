package org.wangchuan.acceptance.usb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.station.phone.BenchCables;

/** Runs in the guest: twelve phones hang there, and all are asked at once for what they tell anybody; measured is from when they were asked to when each had told. */
public final class GuestTwelveAsked {
    static final int PHONES = 12;

    /** The first loads the program's classes, which an emulated machine takes seconds for. */
    static final int ROUNDS = 4;

    private static final int DISK_MEGABYTES = 8;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Digests DIGESTS = new Digests(new byte[Digests.KEY_BYTES]);

    private GuestTwelveAsked() {}

    private record Told(Reading reading, long millis) {}

    /** The file for what is found is the only argument. */
    public static void main(String[] arguments) throws Exception {
        GuestFacts facts = new GuestFacts(Path.of(arguments[0]));
        List<MadeUsbPhone> phones = new ArrayList<>();
        for (int number = 1; number <= PHONES; number++) {
            MadeUsbPhone phone = MadeUsbPhone.make(number, "MADE-SERIAL-01%02d".formatted(number), DISK_MEGABYTES);
            phone.setDebugging(true);
            phones.add(phone);
        }
        Consumer<String> trouble = System.err::println;
        try (BenchCables cables = new BenchCables(new PhoneCables(Surroundings.real()), trouble)) {
            long begin = System.nanoTime();
            for (MadeUsbPhone phone : phones) {
                phone.plug();
            }
            GuestBench.awaitPhones(cables, PHONES);
            facts.put("seen.millis", millisSince(begin));
            for (int round = 1; round <= ROUNDS; round++) {
                ask(round, cables.contacts(), facts);
            }
        }
        facts.put("end", "reached");
    }

    private static void ask(int round, List<PhoneContact> contacts, GuestFacts facts) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Told>> asked = new ArrayList<>();
        for (PhoneContact contact : contacts) {
            FutureTask<Told> one = new FutureTask<>(() -> {
                start.await();
                long begin = System.nanoTime();
                Reading reading = contact.unasked(DIGESTS, Deadline.after(LONG));
                return new Told(reading, millisSince(begin));
            });
            asked.add(one);
            Thread _ = Thread.ofPlatform().daemon().start(one);
        }
        long begin = System.nanoTime();
        start.countDown();
        List<Told> all = new ArrayList<>();
        for (FutureTask<Told> one : asked) {
            all.add(one.get());
        }
        facts.put("round." + round + ".all.millis", millisSince(begin));
        facts.put(
                "round." + round + ".each.millis",
                all.stream().map(Told::millis).toList());
        facts.put(
                "round." + round + ".answered",
                all.stream().filter(GuestTwelveAsked::isAnswered).count());
        for (int i = 0; i < all.size(); i++) {
            Reading reading = all.get(i).reading();
            String name = "round." + round + "." + contacts.get(i).place();
            facts.put(name, GuestContact.told(reading));
            facts.put(name + ".allowed", reading.facts().isBeforeConsent());
            facts.put(name + ".named", reading.identity().digests().size());
        }
    }

    /** Whether it told something when it was asked, beside what its descriptors show. */
    private static boolean isAnswered(Told told) {
        return told.reading().facts().all().stream().anyMatch(fact -> fact.source() == Source.MTP);
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
