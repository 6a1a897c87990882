package org.wangchuan.engine.evidence;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ata.IdentifyDevice;
import org.wangchuan.engine.medium.ata.RecordedPort;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.medium.hidden.SasDrive;

/**
 * What is said of hidden areas is what follows from the recorded answers, by the very rules by which the drive was asked: they are
 * played back. From no answer follows only that nothing is known.
 *
 * <p>Its sentence is for people and is not compared: words change from version to version.
 */
record HiddenAreaRules(int line, RecordForm form, MediumFacts medium, Bus bus) {

    void require(Event.HiddenAreas said) throws EvidenceException {
        boolean unreadable = said.state() == Event.HiddenState.UNREADABLE;
        check(
                !unreadable || said.hiddenBytes() == 0,
                "hidden bytes only where some were found",
                said.hiddenBytes() + "");
        if (unreadable && said.commands().isEmpty()) {
            return; // the device could not be opened, or kept silent: nothing is claimed, so nothing has to be shown
        }
        if (bus == Bus.NVME
                && said.state() == Event.HiddenState.NOT_APPLICABLE
                && said.commands().isEmpty()) {
            check(said.hiddenBytes() == 0, "hidden bytes only where some were found", said.hiddenBytes() + "");
            return; // programs of before did not ask an NVMe device
        }
        if (bus == Bus.SCSI && !SasCapacity.rounds(said.commands()).isEmpty()) {
            requireTold(said);
            return;
        }
        if (bus == Bus.SCSI
                && form == RecordForm.BEFORE
                && said.state() == Event.HiddenState.NOT_APPLICABLE
                && SasDrive.isAllOfBefore(said.commands())) {
            requireNames(said.commands(), replay(new RecordedPort(said.commands())));
            check(said.hiddenBytes() == 0, "hidden bytes only where some were found", said.hiddenBytes() + "");
            return; // programs of before did not ask further, and told no SAS drive to show all that it has
        }
        RecordedPort port = new RecordedPort(said.commands());
        Event.HiddenAreas follows = replay(port);
        if (bus == Bus.NVME && port.ranOut()) {
            // Programs of before did not ask namespaces how large they are.
            port = new RecordedPort(said.commands());
            follows = Event.HiddenAreas.of(HiddenAreaExaminer.examineAsBefore(subject(), port));
        }
        // Programs of before asked a drive that takes no ATA commands less, and said that nothing is known: that claims
        // nothing either.
        boolean stoppedSooner = unreadable && bus == Bus.SCSI && port.ranOut();
        if (!stoppedSooner) {
            requireAllAsked(port);
        }
        requireNames(said.commands(), follows);
        check(
                stoppedSooner || (said.state() == follows.state() && said.hiddenBytes() == follows.hiddenBytes()),
                "hidden areas as they follow from the answers: " + words(follows),
                words(said));
        requireOneDrive(said.commands());
    }

    /** Of a SAS drive that was told to show all that it has: it has to be one, by all that it was asked before. */
    private void requireTold(Event.HiddenAreas said) throws EvidenceException {
        List<DeviceCommand> asked = SasCapacity.asked(said.commands());
        RecordedPort port = new RecordedPort(asked);
        Event.HiddenAreas before = replay(port);
        requireAllAsked(port);
        requireNames(asked, before);
        Event.HiddenAreas follows = Event.HiddenAreas.of(HiddenAreaExaminer.told(subject(), said.commands()));
        check(
                said.state() == follows.state() && said.hiddenBytes() == follows.hiddenBytes(),
                "hidden areas as they follow from the answers: " + words(follows) + " (" + follows.detail() + ")",
                words(said));
    }

    private Event.HiddenAreas replay(RecordedPort port) {
        return Event.HiddenAreas.of(HiddenAreaExaminer.examine(subject(), port));
    }

    private HiddenAreaExaminer.Subject subject() {
        return new HiddenAreaExaminer.Subject(
                bus,
                medium.scope() == MediumFacts.Scope.PARTITION,
                medium.caps().contains(Obstacle.Code.BRIDGE.id()),
                medium.capacityBytes());
    }

    private void requireAllAsked(RecordedPort port) throws EvidenceException {
        Optional<Difference> difference = port.difference();
        if (difference.isPresent()) {
            throw new EvidenceException(
                    line,
                    "commands that look for hidden areas on a medium on " + medium.bus() + ", next the "
                            + difference.get().what() + ": " + difference.get().expected(),
                    difference.get().found());
        }
    }

    private void requireNames(List<DeviceCommand> recorded, Event.HiddenAreas follows) throws EvidenceException {
        for (int i = 0; i < recorded.size(); i++) {
            String name = recorded.get(i).command();
            String expected = follows.commands().get(i).command();
            check(name.equals(expected), "the command " + expected, name);
        }
    }

    /** A bridge can tell a serial number of its own, and so can what stands between a SAS controller and an ATA drive. */
    private void requireOneDrive(List<DeviceCommand> recorded) throws EvidenceException {
        if (bus != Bus.ATA || medium.serial().isEmpty() || recorded.isEmpty()) {
            return;
        }
        if (recorded.getFirst().answer() instanceof DeviceCommand.Completed identify) {
            String told = IdentifyDevice.parse(HexFormat.of().parseHex(identify.data()))
                    .flatMap(IdentifyDevice::serial)
                    .orElse(medium.serial().get());
            check(
                    told.equals(medium.serial().get()),
                    "the answers of the drive " + medium.serial().get(),
                    "those of " + told);
        }
    }

    private static String words(Event.HiddenAreas hidden) {
        return Json.wireName(hidden.state()) + ", " + hidden.hiddenBytes() + " bytes";
    }

    private void check(boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
