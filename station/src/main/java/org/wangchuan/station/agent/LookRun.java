package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.recheck.ErasureFiles;
import org.wangchuan.station.recheck.ErasureFiles.OtherFilesException;
import org.wangchuan.station.recheck.Looked;
import org.wangchuan.station.recheck.RecheckOrder;
import org.wangchuan.station.recheck.SealedFiles;

/**
 * One look, in a thread of its own. Nothing is kept of it but what was signed: cut off before that, it is begun anew, with places drawn
 * anew; cut off afterwards, its file is told. Nothing here can write to a drive.
 */
final class LookRun {
    private static final String FILE = ".recheck.json";
    private static final Duration FILES_EVERY = Duration.ofMillis(500);
    private static final Duration FILES_MOST = Duration.ofMinutes(10);

    private final Workshop shop;
    private final Recipients recipients;
    private final Consumer<JobControl> onStart;
    private final BooleanSupplier isStopping;

    LookRun(Workshop shop, Recipients recipients, Consumer<JobControl> onStart, BooleanSupplier isStopping) {
        this.shop = shop;
        this.recipients = recipients;
        this.onStart = onStart;
        this.isStopping = isStopping;
    }

    /** Looks, unless its end is told already or on its way. */
    void run(Look look, Optional<BenchLane> place) throws IOException, PlatformRefusedException, InterruptedException {
        if (shop.outbox().holds(look.id(), Message.Kind.LOOK)) {
            return;
        }
        Path folder = shop.folder().look(look.id());
        shop.secondLook().finishLeft();
        Optional<Path> signed = signed(folder);
        if (signed.isPresent()) {
            tell(shop, look.id(), signed.get());
        } else if (place.isEmpty() || !place.get().state().serial().equals(look.serial())) {
            refuse(look, "LANE_DIFFERS", Refusals.laneDiffers().reason());
        } else {
            begin(look, place.get(), folder);
        }
    }

    private void begin(Look look, BenchLane lane, Path folder)
            throws IOException, PlatformRefusedException, InterruptedException {
        SealedFiles.Recipient recipient = recipients.of(look.id());
        try {
            shop.platform()
                    .looks()
                    .claim(look.id(), lane.state().lane(), lane.state().serial(), recipient.publicKey());
        } catch (PlatformRefusedException e) {
            if (!e.isForGood()) {
                throw e;
            }
            shop.notes().looked(look, e.code());
            return;
        }
        shop.reached(Step.LOOK_CLAIMED);
        Optional<String> sealed = files(look);
        if (sealed.isEmpty()) {
            return; // the other station does not come; tried again later, for the same key
        }
        recipients.forget(look.id()); // each reading has a key of its own, by which the platform counts them
        DurableFiles.createFolder(shop.folder().looks());
        DurableFiles.createFolder(folder);
        RecheckOrder order;
        try {
            order = ErasureFiles.parse(recipient.open(sealed.get()))
                    .order(
                            lane.path(),
                            medium -> elsewhere(look, lane, medium),
                            look.clearing(),
                            look.statement(),
                            look.challenge(),
                            folder);
        } catch (GeneralSecurityException | OtherFilesException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
            refuse(
                    look,
                    "FILES_DIFFER",
                    new BilingualText(
                            "执行清除的工作站交来的文件不是这次清除的，或互不相符",
                            "what the station that erased has handed over is not of this erasure, or does not belong together"));
            return;
        }
        shop.notes().looks(look);
        Looked looked = shop.secondLook().look(order, onStart);
        shop.reached(Step.LOOK_ENDED);
        switch (looked) {
            case Looked.Signed done -> tell(shop, look.id(), done.path());
            case Looked.Unwritten late -> shop.notes().trouble(late.cause()); // the next run writes it
            case Looked.Refused(List<Refusal> why) ->
                refuse(look, why.getFirst().code(), why.getFirst().reason());
            case Looked.Interrupted _ -> {
                // Nothing was found; the next run begins anew.
            }
        }
    }

    /** The drive may have been exchanged while the files were waited for: the very medium that is open has to have the lane's name. */
    private static Optional<Refusal> elsewhere(Look look, BenchLane lane, Medium medium) {
        boolean isThere = LaneNames.of(lane.base(), medium).equals(look.lane())
                && medium.serial().equals(look.serial());
        return isThere ? Optional.empty() : Optional.of(Refusals.laneDiffers());
    }

    private Optional<String> files(Look look) throws IOException, PlatformRefusedException, InterruptedException {
        long end = System.nanoTime() + FILES_MOST.toNanos();
        while (!isStopping.getAsBoolean() && System.nanoTime() < end) {
            Optional<String> sealed = shop.platform().looks().files(look.id());
            if (sealed.isPresent()) {
                return sealed;
            }
            Thread.sleep(FILES_EVERY);
        }
        return Optional.empty();
    }

    private void refuse(Look look, String code, BilingualText text) throws IOException {
        shop.outbox().add(Message.lookRefused(look.id(), code, text));
        shop.notes().looked(look, code);
    }

    private static void tell(Workshop shop, UUID look, Path file) throws IOException {
        shop.outbox().add(Message.look(look, Files.readString(file, StandardCharsets.UTF_8)));
        shop.reached(Step.LOOK_QUEUED);
    }

    private static Optional<Path> signed(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(FILE)).min(Path::compareTo);
        }
    }

    /** What was signed when the last agent was cut off, and may not have been told. What the platform has, it has once. */
    static void queueUntold(Workshop shop) throws IOException {
        shop.secondLook().finishLeft();
        if (!Files.isDirectory(shop.folder().looks())) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(shop.folder().looks())) {
            folders = all.sorted().toList();
        }
        for (Path folder : folders) {
            Optional<UUID> look = AgentFolder.uuid(String.valueOf(folder.getFileName()) + ".json");
            Optional<Path> file = signed(folder);
            if (look.isPresent() && file.isPresent() && !shop.outbox().holds(look.get(), Message.Kind.LOOK)) {
                tell(shop, look.get(), file.get());
            }
        }
    }

    /** The platform has it, or will never take it: it has no place here any more. */
    static void forget(Workshop shop, UUID look) throws IOException {
        Path folder = shop.folder().look(look);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            DurableFiles.destroy(file);
        }
        DurableFiles.delete(folder);
    }
}
