package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.health.CountQuestion;
import org.wangchuan.engine.medium.health.CountQuestion.Language;

/** What a drive tells of its condition rests on the questions that are put for it, in their order, each once, and in one language. */
record CountRules(int line, MediumFacts medium) {

    void require(CountsTold said) throws EvidenceException {
        check(medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM, "a whole drive that is asked", "another medium");
        List<Language> spoken = languages();
        check(!spoken.isEmpty(), "a drive that can be asked", "a medium on " + medium.bus());
        check(
                said.commands().size() <= CountsTold.COMMANDS_MAX,
                "at most " + CountsTold.COMMANDS_MAX + " commands",
                said.commands().size() + "");
        Optional<CountQuestion> last = Optional.empty();
        for (DeviceCommand command : said.commands()) {
            Optional<CountQuestion> question = CountQuestion.of(command);
            check(
                    question.isPresent() && spoken.contains(question.get().language()),
                    "a question about its condition",
                    command.command());
            boolean follows = last.isEmpty()
                    || (last.get().compareTo(question.orElseThrow()) < 0
                            && last.get().language() == question.get().language());
            check(follows, "each question once, in their order", command.command());
            requireLength(command, question.orElseThrow());
            last = question;
        }
    }

    private List<Language> languages() {
        if (medium.bus().equals(Bus.NVME.id())) {
            return List.of(Language.NVME);
        }
        if (medium.bus().equals(Bus.ATA.id())) {
            return List.of(Language.ATA);
        }
        return medium.bus().equals(Bus.SCSI.id()) ? List.of(Language.ATA, Language.SCSI) : List.of();
    }

    private void requireLength(DeviceCommand command, CountQuestion question) throws EvidenceException {
        String data = switch (command.answer()) {
            case DeviceCommand.NotSent _ -> "";
            case DeviceCommand.Completed back -> back.data();
            case DeviceCommand.Told told -> told.data();
        };
        check(
                data.length() <= 2 * question.readBytes(),
                "at most " + question.readBytes() + " bytes",
                data.length() / 2 + "");
    }

    private void check(boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
