package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.confirmed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A list of drives that was agreed to, a station, and a technician at it who has just shown their passkey. */
public final class ListBelt {
    static final String LANE = "sdb";

    /** What they clear. */
    public final InstitutionList list;

    final PlatformTest.Shop shop;
    final SigningStation station;
    final UUID technician;
    final Browser browser;
    private final List<String> serials;

    private ListBelt(PlatformTest.Shop shop, InstitutionList list, List<String> serials) {
        this.shop = shop;
        this.list = list;
        this.serials = serials;
        this.station = station(shop);
        this.technician = shop.account(Role.TECHNICIAN);
        this.browser = confirmed(technician);
    }

    /** Of so many bare drives, each with a number that was noted at the counter. */
    public static ListBelt of(PlatformTest.Shop shop, int drives) throws Exception {
        ListBelt belt = takenIn(shop, drives);
        belt.list.offered("0");
        belt.list.agreed(belt.list.joined());
        return belt;
    }

    /** The same, to which nobody has agreed. */
    static ListBelt takenIn(PlatformTest.Shop shop, int drives) throws Exception {
        List<String> serials = IntStream.range(0, drives)
                .mapToObj(_ -> SigningStation.serial())
                .toList();
        return new ListBelt(
                shop,
                InstitutionList.takenIn(
                        shop,
                        SigningStation.POLICY,
                        serials.stream()
                                .map(serial -> "bare_drive,WD,Blue," + serial + ",1")
                                .collect(Collectors.joining("\n"))),
                new ArrayList<>(serials));
    }

    /** Of a list that there is. */
    static ListBelt of(PlatformTest.Shop shop, InstitutionList list, List<String> serials) {
        return new ListBelt(shop, list, serials);
    }

    static SigningStation station(PlatformTest.Shop shop) {
        SigningStation station = new SigningStation(PlatformTest.newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        return station;
    }

    /** Its page at the bench. */
    public String page() {
        return "/bench/lists/" + list.batch().id();
    }

    /** Says the word for eight hours at all benches, by the form. */
    public Browser.Answer say() {
        return say("", "8");
    }

    Browser.Answer say(String where, String hours) {
        return browser.post(page() + "/word", Map.of("station", where, "hours", hours, "sure", "yes"));
    }

    /** One is erased, one could not be, one waits in its lane, and two lanes show what nobody knows. */
    public void isLookedAt() throws Exception {
        tells(0);
        erases(0, Verdict.CLEARED);
        tells(1);
        erases(1, Verdict.FAILED);
        Map<String, String> lanes = new LinkedHashMap<>();
        lanes.put(LANE, serial(1));
        lanes.put("sdc", serial(2));
        lanes.put("sdd", "");
        lanes.put("sde", "WD-WCC4N0000001");
        station.tellLanes(lanes);
    }

    /** Whoever said the word ends it. */
    public void ends() {
        assertThat(browser.post(page() + "/end", Map.of()).status()).isEqualTo(302);
    }

    String serial(int index) {
        return serials.get(index);
    }

    UUID order(int index) {
        return list.order(index);
    }

    OrderState state(int index) {
        return bean(Orders.class).find(order(index)).orElseThrow().state();
    }

    /** The drive of a place lies in the lane, and the station tells it. */
    void tells(int index) {
        assertThat(station.tellLane(LANE, serial(index)).status()).isEqualTo(200);
    }

    Optional<Task> task(int index) {
        return bean(BenchTasks.class).lastTask(order(index));
    }

    /** The station asks, begins and ends what was chosen for the drive of a place. */
    void erases(int index, Verdict verdict) throws Exception {
        UUID task = task(index).orElseThrow().id();
        assertThat(station.get("/tasks").body()).contains(task.toString());
        assertThat(station.claim(task, LANE, serial(index)).status()).isEqualTo(200);
        String label = bean(Devices.class)
                .find(bean(Orders.class).find(order(index)).orElseThrow().device())
                .orElseThrow()
                .code();
        assertThat(station.finish(
                                task,
                                station.receipt(SigningStation.Said.good(serial(index), label)
                                        .with(verdict)))
                        .status())
                .isEqualTo(200);
    }

    /** What was said for it last. */
    ListWord word() {
        return bean(ListWordTable.class).of(list.batch().id(), 1).getFirst();
    }

    /** Why that ended; empty if it has not. */
    String ended() {
        return word().end().map(end -> end.why().id()).orElse("");
    }
}
