package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.station.phone.BenchCables;
import org.wangchuan.station.phone.MadeUsbFolders;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.testing.InMemoryPhones;
import org.wangchuan.station.testing.Soon;

/**
 * Firmware says of two sockets that they are one, and a phone hangs in each: beside an order's code stands the phone of its task and no other, for whoever is told
 * to reset it goes by what stands there. The whole station, with the kernel's files made.
 */
@Tag("slow")
@Timeout(600)
class JoinedSocketsTest {
    /** Nobody here can speak to it: what it shows is enough for a way to reset it by hand. */
    private static final int HUAWEI = 0x12d1;

    private static final int HDC = 0x50;

    /** By which the platform knows the port, and where the second phone comes. */
    private static final String NAME = "1-4";

    /** Where the phone of the task hangs to the kernel. */
    private static final String SOCKET = "2-4";

    private static final String MINE = "37061FDJH0011Z";
    private static final String OTHERS = "37061FDJH0099Z";

    private final List<String> codes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isChosen = new AtomicBoolean(true);

    @TempDir
    Path folder;

    private PhoneShop shop;
    private MadeUsbFolders usb;
    private volatile Optional<BenchCables> bench = Optional.empty();

    @BeforeEach
    void aStation() throws Exception {
        shop = new PhoneShop(folder.resolve("shop"));
        usb = new MadeUsbFolders(folder.resolve("usb"));
        usb.fastPort(4);
        shop.platform.phoneDesk().people(this::look);
        shop.sockets = () -> {
            PhoneCables cables = usb.cables();
            BenchCables made = new BenchCables(cables, shop.troubles::add);
            bench = Optional.of(made);
            return new ContactPhones(cables, bench.map(one -> one), shop.troubles::add);
        };
    }

    @AfterEach
    void itEnds() throws Exception {
        shop.close();
    }

    /** None of these phones can be opened: whoever is asked says that it goes on without. */
    private void look(UUID task, JsonValue.Obj turn) {
        if (turn.members().get("notices") instanceof JsonValue.Array notices) {
            notices.items().stream()
                    .map(one -> one instanceof JsonValue.Obj line ? InMemoryPhones.text(line, "code") : "")
                    .filter(code -> !codes.contains(code))
                    .forEach(codes::add);
        }
        if (turn.members().get("question") instanceof JsonValue.Obj question) {
            answer(question).ifPresent(said -> {
                boolean _ = shop.platform.phoneDesk().answer(task, said);
            });
        }
    }

    private Optional<JsonValue.Obj> answer(JsonValue.Obj question) {
        boolean isWithout = new JsonValue.Bool(true).equals(question.members().get("without"));
        return switch (InMemoryPhones.text(question, "kind")) {
            case "goes-on" -> Optional.of(MadeCounter.said("answer", isWithout ? "without" : "again"));
            case "choose" ->
                isChosen.get()
                        ? Optional.of(MadeCounter.said("technique", "harmonyos-reset-by-hand"))
                        : Optional.empty();
            default ->
                Optional.of(Json.object()
                        .put("seen", Json.object().put("setup", "not-done").build())
                        .build());
        };
    }

    private void plug(String place, int number, String serial) throws Exception {
        usb.number(place, number, serial);
        usb.plug(place, number, HUAWEI, 0x5000, HDC, 1);
    }

    private Task queued() {
        Task task = new Task(
                UUID.randomUUID(),
                PhoneShop.ORDER,
                NAME,
                Optional.empty(),
                PhoneShop.POLICY,
                1,
                PhoneShop.LABEL,
                Task.Kind.PHONE);
        shop.platform.queue(task);
        return task;
    }

    /** Both hang there for long enough, and what is told of them had the time to be told. */
    private void areTwo() throws Exception {
        Soon.until("both are seen", () -> bench.orElseThrow().contacts().size() == 2);
        Thread.sleep(6 * PhoneTelling.LOOK_EVERY.toMillis());
    }

    private void isTold(Tuple... phones) throws Exception {
        Soon.until("what hangs there is told: " + List.of(phones), () -> told().equals(List.of(phones)));
    }

    private List<Tuple> told() {
        return shop.platform.phones().stream()
                .map(one -> tuple(one.place(), one.serial().orElse("")))
                .toList();
    }

    private boolean isSaid(String code) {
        return codes.contains(code);
    }

    @Test
    void underTheNameOfATaskOnlyItsOwnPhoneIsTold() throws Exception {
        plug(SOCKET, 2, MINE);
        shop.start();
        Task task = queued();
        Soon.until("it is to be reset", () -> isSaid("reset-now"));
        isTold(tuple(NAME, MINE));

        plug(NAME, 3, OTHERS);
        areTwo();
        assertThat(told()).containsExactly(tuple(NAME, MINE));
        assertThat(shop.troubles)
                .filteredOn(trouble -> trouble.contains(NAME) && trouble.contains(SOCKET))
                .as("why the other is not shown, once")
                .hasSize(1);
        assertThat(shop.troubles).noneMatch(trouble -> trouble.contains(OTHERS) || trouble.contains(MINE));

        usb.unplug(SOCKET); // it is reset
        Soon.until("it is gone", () -> isSaid("gone"));
        Thread.sleep(4 * PhoneTelling.LOOK_EVERY.toMillis());
        assertThat(told()).as("nor while it is away").isEmpty();
        plug(SOCKET, 4, MINE);
        Soon.until("its task ends", () -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
        assertThat(codes).doesNotContain("other-phone");
        isTold(tuple(NAME, OTHERS), tuple(SOCKET, MINE));
    }

    /** The station knows which it was: who goes on looks at that one. */
    @Test
    void aLaneThatGoesOnKeepsItsSocket() throws Exception {
        plug(SOCKET, 2, MINE);
        isChosen.set(false);
        shop.start();
        Task task = queued();
        Soon.until("a way is to be chosen", () -> asked(task).equals("choose"));
        Path lock =
                shop.store().folder(shop.store().find(task.id()).orElseThrow()).resolve("lock");
        Files.delete(lock);
        Files.createDirectory(lock); // nobody can hold the job from now on
        shop.moments = moment -> {
            if (moment == PhoneMoment.STEP) {
                throw new IllegalStateException("a mistake");
            }
        };
        assertThat(shop.platform
                        .phoneDesk()
                        .answer(task.id(), MadeCounter.said("technique", "harmonyos-reset-by-hand")))
                .isTrue();
        Soon.until(
                "its lane has ended", () -> shop.troubles.stream().anyMatch(trouble -> trouble.contains("a mistake")));
        plug(NAME, 3, OTHERS);
        areTwo();
        assertThat(told()).containsExactly(tuple(NAME, MINE));

        isChosen.set(true);
        shop.moments = PhoneMoment.Listener.NOBODY;
        Files.delete(lock);
        Soon.until("it is to be reset", () -> isSaid("reset-now"));
        assertThat(codes).doesNotContain("other-phone");
        assertThat(told()).containsExactly(tuple(NAME, MINE));
    }

    private String asked(Task task) {
        return shop.platform
                .phoneDesk()
                .turn(task.id())
                .map(InMemoryPhones::asked)
                .orElse("");
    }

    /** After a restart nobody knows which of the two it is, until its lane has seen it. */
    @Test
    void norIsAnotherToldThereWhereNobodyKnowsWhichItIs() throws Exception {
        plug(SOCKET, 2, MINE);
        shop.start();
        Task task = queued();
        Soon.until("it is to be reset", () -> isSaid("reset-now"));
        shop.stop();
        codes.clear();
        plug(NAME, 3, OTHERS);
        shop.start();
        Soon.until("the other is no phone of this task", () -> isSaid("other-phone"));
        Thread.sleep(6 * PhoneTelling.LOOK_EVERY.toMillis());
        assertThat(told()).containsExactly(tuple(SOCKET, MINE));
        assertThat(shop.troubles)
                .filteredOn(trouble -> trouble.contains(NAME) && trouble.contains("nobody knows"))
                .hasSize(1);

        usb.unplug(NAME);
        usb.unplug(SOCKET);
        plug(NAME, 4, MINE);
        isTold(tuple(NAME, MINE));
        Soon.until("it is to be reset still", () -> isSaid("reset-resumed"));
        usb.unplug(NAME);
        Soon.until("it is gone", () -> isSaid("gone"));
        plug(NAME, 5, MINE);
        Soon.until("its task ends", () -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
    }
}
