package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.DevicesService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.DriveInquiry;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.paper.Figures;

/** {@code devices}: what is attached, what it is and says of itself, and why it may not be touched. */
public final class DeviceList implements DevicesService {

    /** The command's body. */
    public DeviceList() {}

    @Override
    public ExitCode list(boolean json, Context context) {
        List<JsonValue> items = new ArrayList<>();
        DeviceInventory inventory = new DeviceInventory();
        List<DeviceInventory.Entry> entries = inventory.askWhy(inventory.list(), DriveInquiry.LIST_MILLIS);
        long hidden = inventory.hiddenByFirmware();
        Iterator<DriveFacts> facts = ask(entries).iterator();
        for (DeviceInventory.Entry entry : entries) {
            switch (entry) {
                case DeviceInventory.Listed listed -> {
                    DriveFacts told = facts.next();
                    items.add(json(listed, told));
                    if (!json) {
                        print("", listed, context.console());
                        DriveText.print(told, context.console());
                    }
                }
                case DeviceInventory.Silent silent -> {
                    items.add(json(silent));
                    if (!json) {
                        print("", silent, context.console());
                    }
                }
            }
        }
        if (json) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("devices", new JsonValue.Array(items))
                            .put("hiddenByFirmware", hidden)
                            .build()));
            return ExitCode.OK;
        }
        if (items.isEmpty()) {
            context.console().note(context.console().messages().text("devices.none"));
        }
        printHidden(hidden, context.console());
        return ExitCode.OK;
    }

    /** Of those that are listed, in their order. */
    private static List<DriveFacts> ask(List<DeviceInventory.Entry> entries) {
        List<DeviceInventory.Listed> listed = new ArrayList<>();
        for (DeviceInventory.Entry entry : entries) {
            if (entry instanceof DeviceInventory.Listed one) {
                listed.add(one);
            }
        }
        return new DriveInquiry().askAll(listed, DriveInquiry.LIST_MILLIS);
    }

    private static JsonValue.Obj json(DeviceInventory.Silent silent) {
        return Json.object()
                .put("name", silent.name())
                .put("model", silent.labels().model())
                .put("serial", silent.labels().serial())
                .put("mayBeErased", false)
                .put("code", silent.refusal().code().id())
                .put("reason", silent.refusal().reason())
                .build();
    }

    private static JsonValue.Obj json(DeviceInventory.Listed entry, DriveFacts told) {
        Medium medium = entry.medium();
        List<JsonValue> obstacles = new ArrayList<>();
        for (Obstacle obstacle : entry.obstacles()) {
            obstacles.add(Json.object()
                    .put("code", obstacle.code().id())
                    .put("weight", obstacle.weight().id())
                    .put("detail", obstacle.detail())
                    .build());
        }
        return Json.object()
                .put("path", medium.realPath().toString())
                .put("name", medium.name())
                .put("model", medium.model())
                .put("serial", medium.serial())
                .put("bus", medium.bus().id())
                .put("mediumClass", medium.mediumClass().id())
                .put("backingFile", medium.backing().map(BackingFile::path))
                .put("capacityBytes", medium.capacityBytes())
                .put("blockBytes", medium.blockBytes())
                .put("confirm", medium.confirmation())
                .put("mayBeErased", entry.obstacles().stream().noneMatch(Obstacle::blocking))
                .put("obstacles", new JsonValue.Array(obstacles))
                .put("drive", DriveText.json(told))
                .build();
    }

    /** That there are drives which stand in no list, if so. */
    public static void printHidden(long drives, Console console) {
        if (drives > 0) {
            console.result("× " + console.messages().text("devices.hidden", drives));
        }
    }

    /**
     * A device that gave no answer, or that Linux shows no block of.
     *
     * @param before what its line begins with
     */
    public static void print(String before, DeviceInventory.Silent silent, Console console) {
        Refused refusal = silent.refusal();
        console.result(before + OneLine.of(named(silent)) + "\n    × "
                + OneLine.of(refusal.code().id() + ": " + RefusalText.inLanguage(refusal, console)));
    }

    private static String named(DeviceInventory.Silent silent) {
        return Stream.of(
                        Optional.of(silent.name()),
                        silent.labels().model(),
                        silent.labels().serial())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("  "));
    }

    /**
     * A device in a few lines, with what stands in its way.
     *
     * @param before what the first of them begins with
     */
    public static void print(String before, DeviceInventory.Listed entry, Console console) {
        Medium medium = entry.medium();
        console.result(before
                + OneLine.of(medium.realPath() + "  " + Figures.size(medium.capacityBytes()) + "  "
                        + console.messages().named("bus", medium.bus().id()) + "  "
                        + console.messages().named("class", medium.mediumClass().id()) + "  "
                        + medium.model().orElse("—") + "  " + medium.serial().orElse("—")));

        LoopText.of(medium, console).ifPresent(said -> console.result("    ! " + said));
        boolean free = true;
        for (Obstacle obstacle : Causes.of(entry.obstacles(), one -> one.code().id(), Obstacle::detail)) {
            String said = OneLine.of(obstacle.code().id() + ": " + RefusalText.inLanguage(obstacle, console));
            switch (obstacle.weight()) {
                case BLOCKING -> {
                    free = false;
                    console.result("    × " + said);
                }
                case CAPPING -> console.result("    ! " + said);
                case NOTED -> {}
            }
        }
        if (free) {
            console.result("    " + console.messages().text("devices.free", medium.confirmation()));
        }
    }
}
