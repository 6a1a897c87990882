package org.wangchuan.acceptance.usb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.BenchCables;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneOrder;
import org.wangchuan.station.phone.PhoneTimes;

/** Runs in the guest: twelve phones hang there at once; six of them are erased at once, each by a lane, of which all but one are otherwise than honest. */
public final class GuestLanes {
    /** That hang there at once. */
    static final int PHONES = 12;

    /** That are erased at once, from the first on; more are too much for one emulated processor. */
    static final int LANES = 6;

    private static final int DISK_MEGABYTES = 8;
    private static final long MINUTES_MAX = 14;

    private final GuestFacts facts;
    private final List<Lane> lanes = new ArrayList<>();

    private GuestLanes(GuestFacts facts) {
        this.facts = facts;
    }

    record Lane(int number, PhoneLane lane, LanePeople people, FutureTask<PhoneEnd> end) {}

    /** The file for what is found is the only argument. */
    public static void main(String[] arguments) throws Exception {
        GuestFacts facts = new GuestFacts(Path.of(arguments[0]));
        new GuestLanes(facts).run();
        facts.put("end", "reached");
    }

    private void run() throws Exception {
        List<MadeUsbPhone> phones = new ArrayList<>();
        for (int number = 1; number <= PHONES; number++) {
            phones.add(MadeUsbPhone.make(number, "MADE-SERIAL-01%02d".formatted(number), DISK_MEGABYTES));
        }
        StationHome home = new StationHome(Path.of(Guest.SCRATCH, "station"));
        Path out = Files.createDirectories(Path.of(Guest.SCRATCH, "receipts"));
        Consumer<String> trouble = System.err::println;
        try (BenchCables cables = new BenchCables(new PhoneCables(Surroundings.real()), trouble)) {
            long begin = System.nanoTime();
            for (MadeUsbPhone phone : phones) {
                phone.plug();
            }
            GuestBench.awaitPhones(cables, PHONES);
            facts.put("seen.millis", Duration.ofNanos(System.nanoTime() - begin).toMillis());
            for (int number = 1; number <= LANES; number++) {
                lanes.add(lane(number, LanePeople.Role.of(number), phones.get(number - 1), cables, home, out));
            }
            for (Lane lane : lanes) {
                Thread _ = Thread.ofPlatform()
                        .daemon()
                        .name("lane-" + lane.number())
                        .start(lane.end());
            }
            for (Lane lane : lanes) {
                if (lane.people().role() != LanePeople.Role.STUCK) {
                    tell(lane, lane.end().get(MINUTES_MAX, TimeUnit.MINUTES));
                    facts.put("lane." + lane.number() + ".seconds", secondsSince(begin));
                }
            }
            stop(lanes.stream()
                    .filter(lane -> lane.people().role() == LanePeople.Role.STUCK)
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void stop(Lane stuck) throws Exception {
        facts.put("stuck.done", stuck.end().isDone());
        long begin = System.nanoTime();
        stuck.lane().stop();
        tell(stuck, stuck.end().get(1, TimeUnit.MINUTES));
        facts.put("stuck.stopped.seconds", secondsSince(begin));
    }

    private static long secondsSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private void tell(Lane lane, PhoneEnd end) throws Exception {
        String name = "lane." + lane.number();
        facts.put(name + ".role", lane.people().role());
        facts.put(name + ".missed", lane.people().missed());
        facts.put(name + ".end", told(end));
    }

    static String told(PhoneEnd end) {
        return switch (end) {
            case PhoneEnd.Finished finished ->
                "finished " + finished.verdict().level() + " "
                        + finished.verdict().reasons() + " test=" + finished.isTest();
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason, var _) -> "not-begun " + reason;
            case PhoneEnd.Interrupted interrupted -> "interrupted at " + interrupted.step();
            case PhoneEnd.Refused refused -> "refused " + refused.code();
            case PhoneEnd.Unrecorded unrecorded -> "unrecorded " + unrecorded.cause();
            case PhoneEnd.Broken(Throwable cause) -> "broken " + cause;
        };
    }

    static Lane lane(
            int number, LanePeople.Role role, MadeUsbPhone phone, BenchCables cables, StationHome home, Path out) {
        if (role == LanePeople.Role.STUCK) {
            phone.gate().getStuck();
        } else if (role == LanePeople.Role.DOES_NOT_ALLOW) {
            phone.gate().owner(AskingGate.Owner.DOES_NOT_ALLOW);
        }
        LanePeople people = new LanePeople(phone, role);
        UsbPlace place = UsbPlace.parse(number + "-1").orElseThrow();
        PhoneOrder order = new PhoneOrder(
                place,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.of("android-reset-read-again"),
                out,
                Optional.empty(),
                Optional.empty());
        PhoneLane.Means means = new PhoneLane.Means(
                InstantSource.system(), "wangchuan test", times(role), new SecureRandom(), PhoneMoment.Listener.NOBODY);
        PhoneLane lane = new PhoneLane(order, cables.at(place), people, home, means);
        return new Lane(number, lane, people, new FutureTask<>(lane::run));
    }

    /** An emulated machine is slow; but nobody waits longer than they have to for what never comes. */
    private static PhoneTimes times(LanePeople.Role role) {
        boolean isForNothing = role == LanePeople.Role.DOES_NOT_ALLOW || role == LanePeople.Role.ONLY_RESTARTS;
        Duration owners = isForNothing ? Duration.ofSeconds(30) : Duration.ofMinutes(5);
        return new PhoneTimes(
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(3),
                owners,
                Duration.ofMinutes(5),
                owners,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
    }
}
