package org.wangchuan.station.erase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.job.ErasableMedium;
import org.wangchuan.engine.job.ErasableNamespace;
import org.wangchuan.engine.job.ErasablePart;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.open.OpenMedium;
import org.wangchuan.engine.medium.open.OpenNamespace;
import org.wangchuan.engine.medium.open.OpenPart;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * An open medium as the engine's jobs need it.
 *
 * @param capsBefore what was said to keep a verdict down, before anything was begun
 * @param held other parts of its device that are erased with it
 * @param beside other namespaces of its device, where that is to erase itself
 */
record HeldMedium(OpenMedium open, List<String> capsBefore, List<OpenPart> held, List<OpenNamespace> beside)
        implements ErasableMedium {
    HeldMedium {
        capsBefore = List.copyOf(capsBefore);
        held = List.copyOf(held);
        beside = List.copyOf(beside);
    }

    @Override
    public BlockChannel channel() {
        return open;
    }

    /** Through a bridge or a network somebody else answers, unless a switch for tests let the medium pass. */
    @Override
    public Optional<PassThrough> passThrough() {
        Attachment attached = open.medium().attachment();
        boolean own = attached.plainDrive() && !attached.bridge() && !attached.fabrics();
        boolean test = capsBefore.contains(Obstacle.Code.LAB.id());
        boolean whole =
                open.medium().kind() == MediumKind.BLOCK && !open.medium().partition();
        return whole && (own || test) ? Optional.of(open.passThrough()) : Optional.empty();
    }

    /** Also through a network: before the job somebody was asked there as well. */
    @Override
    public Optional<PassThrough> questions() {
        boolean whole =
                open.medium().kind() == MediumKind.BLOCK && !open.medium().partition();
        return whole ? Optional.of(open.passThrough()) : Optional.empty();
    }

    @Override
    public boolean tellsParts() {
        return CardParts.tells(open.medium()) && passThrough().isPresent();
    }

    @Override
    public ReadPath readPath() {
        return open.readPath();
    }

    @Override
    public List<ErasablePart> parts() {
        return held.stream().<ErasablePart>map(Part::new).toList();
    }

    @Override
    public List<ErasableNamespace> namespaces() {
        return beside.stream().<ErasableNamespace>map(Beside::new).toList();
    }

    @Override
    public long dropHostCache() {
        return open.dropCaches();
    }

    @Override
    public List<String> differences() {
        List<String> out = new ArrayList<>();
        // Where contents are known to stay elsewhere, blocks that move are what was said beforehand.
        boolean said = capsBefore.stream().anyMatch(VerdictRules.CONTENTS_ELSEWHERE_CAPS::contains);
        for (Difference difference : open.recheck()) {
            if (!said || !difference.what().equals(Difference.EXTENTS)) {
                out.add(difference.toString());
            }
        }
        for (Obstacle obstacle : new ObstacleCheck().fromSystem(open.medium())) {
            if (obstacle.blocking()) {
                out.add(obstacle.code().id() + ": " + obstacle.detail());
            }
        }
        // A copy that shares blocks, or a snapshot, may have been taken while the job ran.
        for (Obstacle obstacle : new ObstacleCheck().check(open.medium())) {
            String code = obstacle.code().id();
            boolean unseen = obstacle.code() == Obstacle.Code.NO_ANSWER;
            boolean later = VerdictRules.lowers(code) && !capsBefore.contains(code);
            if (unseen || later) {
                out.add(code + ": " + obstacle.detail());
            }
        }
        return out;
    }

    /** Where one part leads, the card's own commands do as well. */
    private final class Part implements ErasablePart {
        private final OpenPart part;

        Part(OpenPart part) {
            this.part = part;
        }

        @Override
        public String id() {
            return part.id();
        }

        @Override
        public BlockChannel channel() {
            return part;
        }

        @Override
        public Optional<PassThrough> passThrough() {
            return HeldMedium.this.passThrough().map(_ -> part.passThrough());
        }

        @Override
        public boolean locked() {
            return part.locked();
        }

        @Override
        public long lock(boolean locked) {
            return part.lock(locked);
        }

        @Override
        public ReadPath readPath() {
            return open.readPath();
        }

        @Override
        public long dropHostCache() {
            return part.dropCache();
        }
    }

    /** Another namespace of the same device. */
    private final class Beside implements ErasableNamespace {
        private final OpenNamespace namespace;

        Beside(OpenNamespace namespace) {
            this.namespace = namespace;
        }

        @Override
        public long number() {
            return namespace.number();
        }

        @Override
        public BlockChannel channel() {
            return namespace;
        }

        @Override
        public ReadPath readPath() {
            return open.readPath();
        }

        @Override
        public long dropHostCache() {
            return namespace.dropCache();
        }
    }
}
