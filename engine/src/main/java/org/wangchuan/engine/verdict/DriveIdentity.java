package org.wangchuan.engine.verdict;

import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.sysfs.CleanText;

/**
 * Whether every answer in which a drive names itself, before, during and after its erasure, names the medium that the record is about. Where either
 * tells nothing, nothing follows from it.
 */
final class DriveIdentity {
    private DriveIdentity() {}

    /**
     * Whether an answer about hidden areas names another drive, by its serial number or, in INQUIRY, its model or its name. Through a bridge the medium's own may be the
     * bridge's; of models a translation shows a part.
     */
    static boolean anotherToldOfHiddenAreas(Evidence evidence) {
        MediumFacts medium = evidence.the(Event.MediumSeen.class).medium();
        if (medium.caps().contains(Obstacle.Code.BRIDGE.id())) {
            return false;
        }
        return evidence.events().stream()
                .flatMap(event -> switch (event) {
                    case Event.HiddenAreas first -> first.commands().stream();
                    case HiddenAreaEvent.LookedAgain again -> again.commands().stream();
                    case HiddenAreaEvent.LookedAtEnd last -> last.found().commands().stream();
                    case HiddenAreaEvent.Commanded sent -> Stream.of(sent.command());
                    default -> Stream.<DeviceCommand>empty();
                })
                .anyMatch(command -> isOfAnother(medium, command)
                        || names(command)
                                .flatMap(Names::serial)
                                .filter(told -> !told.equals(medium.serial().orElse(told)))
                                .isPresent());
    }

    /** Whether an answer names another drive than the record is about, so that passes of this job went to that one as well. Of what is behind a bridge no name tells. */
    static boolean anotherWasHeld(Evidence evidence) {
        return !evidence.medium().caps().contains(Obstacle.Code.BRIDGE.id()) && anotherAnswered(evidence);
    }

    private record Names(Optional<String> serial, Optional<String> model) {}

    /** Whether an answer names another drive. */
    static boolean anotherAnswered(Evidence evidence) {
        MediumFacts medium = evidence.the(Event.MediumSeen.class).medium();
        Optional<String> serial = medium.serial();
        for (Event event : evidence.events()) {
            for (DeviceCommand command : told(event).toList()) {
                Optional<Names> named = names(command);
                Optional<String> own = named.flatMap(Names::serial);
                boolean other = own.isPresent() && serial.isPresent() && !own.equals(serial);
                if (other
                        || isOfAnother(medium, command)
                        || !named.flatMap(Names::model)
                                .map(model -> fits(medium, model))
                                .orElse(true)) {
                    return true;
                }
                serial = serial.or(() -> own);
            }
        }
        return false;
    }

    /** Commands that ask are in all these places. */
    private static Stream<DeviceCommand> told(Event event) {
        return switch (event) {
            case DriveEvent.DriveAsked asked -> asked.commands().stream();
            case DriveEvent.NativeStarted started -> started.before().stream();
            case DriveEvent.NativeTold told -> Stream.of(told.command());
            default -> Stream.empty();
        };
    }

    /** What a translation layer shows of a model is cut off, at 16 characters (SPC-5, "PRODUCT IDENTIFICATION field"). */
    private static boolean fits(MediumFacts medium, String own) {
        return medium.model().map(own::startsWith).orElse(true);
    }

    /** Whether an answer of SCSI names another drive than the medium. */
    private static boolean isOfAnother(MediumFacts medium, DeviceCommand command) {
        return isOfAnotherModel(medium, command) || hasAnotherName(medium, command);
    }

    /**
     * Whether the Device Identification page holds names of the logical unit that are unique in the world, and the one by which the system knows it is none of
     * them: that is the system's choice among those of this page (drivers/scsi/scsi_lib.c, scsi_vpd_lun_id).
     */
    private static boolean hasAnotherName(MediumFacts medium, DeviceCommand command) {
        Optional<String> known = medium.wwn().filter(name -> name.matches("naa\\.[256][0-9a-f]+"));
        if (known.isEmpty() || !TechniqueBytes.deviceIdentification(command)) {
            return false;
        }
        return DriveAnswer.data(command, VitalProductData::worldWideNames)
                .filter(names -> !names.isEmpty()
                        && names.stream().noneMatch(name -> known.get().equals("naa." + name)))
                .isPresent();
    }

    /**
     * Whether INQUIRY names another model than the system shows, which is that of INQUIRY or of IDENTIFY DEVICE, with or without the vendor. A translation cuts the product
     * off after 16 characters, and has the vendor be "ATA" or its first eight (SAT-4, "INQUIRY command").
     */
    private static boolean isOfAnotherModel(MediumFacts medium, DeviceCommand command) {
        if (!TechniqueBytes.standardInquiry(command)) {
            return false;
        }
        Optional<String> shown = medium.model().map(DriveIdentity::letters);
        Optional<VitalProductData.Standard> told = DriveAnswer.data(command, VitalProductData::standard);
        Optional<String> product =
                told.flatMap(VitalProductData.Standard::product).map(DriveIdentity::letters);
        if (shown.isEmpty() || product.isEmpty()) {
            return false;
        }
        String vendor = told.flatMap(VitalProductData.Standard::vendor)
                .map(DriveIdentity::letters)
                .orElse("");
        String own = shown.get();
        String whole = vendor + product.get();
        boolean cutOff = told.flatMap(VitalProductData.Standard::product)
                .filter(text -> text.length() >= PRODUCT_CUT_OFF)
                .isPresent();
        boolean same = own.equals(product.get()) || own.equals(whole);
        return !same && !(cutOff && (own.startsWith(product.get()) || own.startsWith(whole)));
    }

    /** Characters of a product field that may be the beginning of a longer model: all 16, or one less, the last of which was a blank. */
    private static final int PRODUCT_CUT_OFF = 15;

    private static String letters(String text) {
        return text.replace(" ", "");
    }

    private static Optional<Names> names(DeviceCommand command) {
        if (NvmeBlock.of(command).filter(NvmeBlock::identifiesController).isPresent()) {
            return DriveAnswer.data(command, NvmeController::parse)
                    .map(told -> new Names(clean(told.serial()), clean(told.model())));
        }
        return TechniqueBytes.identifyDevice(command)
                ? DriveAnswer.data(command, IdentifyDevice::parse)
                        .flatMap(told -> told)
                        .map(told -> new Names(told.serial(), told.model()))
                : Optional.empty();
    }

    private static Optional<String> clean(Optional<String> text) {
        return text.flatMap(CleanText::of);
    }
}
