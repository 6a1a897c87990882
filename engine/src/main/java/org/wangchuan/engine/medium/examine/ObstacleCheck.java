package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.DeviceLayoutCheck;
import org.wangchuan.engine.medium.use.ExclusiveProbe;
import org.wangchuan.engine.medium.use.FileLayoutCheck;
import org.wangchuan.engine.medium.use.LiveStick;
import org.wangchuan.engine.medium.use.OtherOpeners;
import org.wangchuan.engine.medium.use.UseCheck;
import org.wangchuan.engine.patience.Patience;

/** Finds what stands in the way of erasing a medium, or of reading it alone. Changes nothing; every call looks anew. */
public final class ObstacleCheck {
    private final Kernel kernel;
    private final SystemFiles files;
    private final long patienceMillis;

    /** Of this machine; media over a network are refused. */
    public ObstacleCheck() {
        this(Kernel.system(), SystemFiles.real());
    }

    ObstacleCheck(Kernel kernel, SystemFiles files) {
        this(kernel, files, Patience.DEVICE_MILLIS);
    }

    ObstacleCheck(Kernel kernel, SystemFiles files, long patienceMillis) {
        this.kernel = kernel;
        this.files = files;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Everything, the device's or file's own answers included. Blocking obstacles come first. Returns within
     * {@link Patience#DEVICE_MILLIS}; a device that gives no answer is blocked by that.
     */
    public List<Obstacle> check(Medium medium) {
        return Patience.ask(() -> checkNow(medium), patienceMillis).orElseGet(() -> noAnswer(medium));
    }

    /**
     * What stands in the way of who only reads: all that shows that somebody may be changing it just now. That it can't be written to
     * does not. Opens nothing for writing. Returns as {@link #check} does.
     */
    public List<Obstacle> checkForReading(Medium medium) {
        return Patience.ask(() -> checkForReadingNow(medium), patienceMillis).orElseGet(() -> noAnswer(medium));
    }

    private List<Obstacle> checkForReadingNow(Medium medium) {
        List<Obstacle> found = new ArrayList<>(fromSystem(medium));
        unshown(medium, found).ifPresent(found::add);
        found.addAll(new ExclusiveProbe(kernel, files).checkForReading(medium));
        found.addAll(new FileLayoutCheck(kernel, files).check(medium));
        found.addAll(new DeviceLayoutCheck(kernel, files).check(medium));
        openers(medium).ifPresent(found::add);
        found.removeIf(obstacle -> obstacle.code() == Obstacle.Code.READ_ONLY);
        return sorted(found);
    }

    private List<Obstacle> noAnswer(Medium medium) {
        return List.of(new Obstacle(
                Obstacle.Code.NO_ANSWER,
                medium.path() + ": expected an answer within " + patienceMillis + " ms, found none so far"));
    }

    private List<Obstacle> checkNow(Medium medium) {
        List<Obstacle> found = new ArrayList<>(fromSystem(medium));
        new LiveStick(kernel, files).check(medium).ifPresent(found::add);
        unshown(medium, found).ifPresent(found::add);
        found.addAll(new ExclusiveProbe(kernel, files).check(medium));
        found.addAll(new FileLayoutCheck(kernel, files).check(medium));
        found.addAll(new DeviceLayoutCheck(kernel, files).check(medium));
        openers(medium).ifPresent(found::add);
        return sorted(found);
    }

    /** Not asked for where it is in use: what gets stuck makes the kernel reset the device. */
    private Optional<Obstacle> unshown(Medium medium, List<Obstacle> found) {
        return found.stream().anyMatch(Obstacle::blocking) ? Optional.empty() : OtherParts.unshown(files, medium);
    }

    private Optional<Obstacle> openers(Medium medium) {
        OtherOpeners.Found others = OtherOpeners.look(kernel, files, Foundations.of(kernel, files, medium));
        if (others.who().isPresent()) {
            return Optional.of(new Obstacle(
                    Obstacle.Code.IN_USE,
                    medium.name() + ", or what shares its contents, is open for writing in "
                            + others.who().get()));
        }
        // Of a file the kernel itself says whether anybody has it open.
        return others.allSeen() || medium.kind() == MediumKind.IMAGE
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Obstacle.Code.OPENERS_UNKNOWN,
                        "not every process may be looked at: one of them may have " + medium.name()
                                + " open for writing"));
    }

    /** What the system's tables and sysfs tell; the device itself is not touched, so that one that hangs can't hold this up. */
    public List<Obstacle> fromSystem(Medium medium) {
        return fromSystem(medium, new UseCheck(kernel, files));
    }

    List<Obstacle> fromSystem(Medium medium, UseCheck use) {
        List<Obstacle> found = new ArrayList<>(use.check(medium));
        if (medium.readOnly()) {
            found.add(new Obstacle(Obstacle.Code.READ_ONLY, medium.name() + " is read-only", List.of(medium.name())));
        }
        found.addAll(nature(medium));
        return sorted(found);
    }

    private List<Obstacle> nature(Medium medium) {
        List<Obstacle> found = new ArrayList<>();
        Attachment attachment = medium.attachment();
        if (attachment.fabrics()) {
            found.add(new Obstacle(
                    Obstacle.Code.FABRICS,
                    medium.name() + " is reached over a network, transport " + attachment.transport(),
                    List.of(medium.name())));
        }
        if (Laboratory.passes(attachment)) {
            found.add(new Obstacle(
                    Obstacle.Code.LAB,
                    medium.name() + " is taken for a drive, by " + Laboratory.VARIABLE + ": transport "
                            + attachment.transport()));
        }
        medium.wholeName()
                .ifPresent(whole -> found.add(new Obstacle(
                        Obstacle.Code.PARTITION,
                        medium.name() + " is a part of " + whole + "; the rest of the device stays as it is")));
        switch (medium.bus()) {
            case MD, DM ->
                found.add(new Obstacle(
                        Obstacle.Code.COMPOSED,
                        medium.name() + " is composed of other devices, or encrypts one",
                        List.of(medium.name())));
            case LOOP ->
                found.add(new Obstacle(
                        Obstacle.Code.TEST_DEVICE,
                        medium.name() + " is a loop device over "
                                + medium.backing().map(BackingFile::path).orElse("an unknown file")));
            case ATA, SCSI, NVME, USB, MMC, UFS, VIRTIO, OTHER -> {
                if (!attachment.plainDrive() && !attachment.fabrics()) {
                    found.add(new Obstacle(
                            Obstacle.Code.VIRTUAL,
                            medium.name() + " is a virtual disk or a logical unit of a controller, not a drive;"
                                    + " erasing it says nothing about the medium beneath",
                            List.of(medium.name())));
                }
            }
            case FILE -> {}
        }
        if (!attachment.fabrics()) {
            found.addAll(OtherParts.of(files, medium));
        }
        if (attachment.bridge()) {
            found.add(new Obstacle(
                    Obstacle.Code.BRIDGE,
                    medium.name() + " is read through a bridge, transport " + attachment.transport()));
        }
        return found;
    }

    private static List<Obstacle> sorted(List<Obstacle> obstacles) {
        return obstacles.stream()
                .distinct()
                .sorted((a, b) -> a.weight().compareTo(b.weight()))
                .toList();
    }
}
