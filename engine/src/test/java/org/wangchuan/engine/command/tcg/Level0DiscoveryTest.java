package org.wangchuan.engine.command.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.medium.testing.TcgDrive;

/** Descriptors written from the specifications, and what is read of them; bits, bounds, lengths that lie. */
class Level0DiscoveryTest {

    @Test
    void whatAnOpalDriveTells() throws AnswerException {
        Level0Discovery told = parse(new TcgDrive());
        assertThat(told.revision()).isEqualTo(1);
        assertThat(told.transport()).isEqualTo(new Transport(Told.YES, Told.NO, Told.NO, Told.NO, Told.YES, Told.NO));
        assertThat(told.locking())
                .isEqualTo(new Locking(Told.YES, Told.YES, Told.YES, Told.YES, Told.NO, Told.NO, Told.NO));
        assertThat(told.geometry()).contains(new Geometry(Told.YES, 512, 8, 0));
        assertThat(told.classes())
                .containsExactly(new SubsystemClass(SubsystemClass.Kind.OPAL_2, 2, 2, TcgDrive.COM_ID, 1));
        assertThat(told.singleUser()).isEmpty();
        assertThat(told.blockSid()).isEqualTo(new BlockSid(Told.YES, Told.NO, Told.NO, Told.NO, Told.NO));
        assertThat(told.dataRemoval().mechanisms())
                .containsExactly(
                        new DataRemoval.Mechanism(DataRemoval.Way.BLOCK_ERASE, OptionalLong.of(3600), false),
                        new DataRemoval.Mechanism(DataRemoval.Way.CRYPTO_ERASE, OptionalLong.of(2), false));
        assertThat(told.others()).isEmpty();
    }

    /** What there is no descriptor of is not told, which is no "no". */
    @Test
    void aDriveThatTellsNothingSaysNoNo() throws AnswerException {
        byte[] bare = new byte[48];
        bare[3] = 44;
        bare[7] = 1;
        Level0Discovery told = Level0Discovery.parse(bare);
        assertThat(told.toString()).doesNotContain("YES").doesNotContain("=NO,").doesNotContain("=NO]");
        assertThat(told.classes()).isEmpty();
        assertThat(told.reverting()).isEmpty();
        assertThat(told.dataRemoval().has(DataRemoval.Way.CRYPTO_ERASE)).isEqualTo(Told.NOT_TOLD);
        assertThat(told.locking().shadowed()).isEqualTo(Told.NOT_TOLD);
    }

    @Test
    void eachBitOfLockingHasItsMeaning() throws AnswerException {
        assertThat(locking(0x01))
                .isEqualTo(new Locking(Told.YES, Told.NO, Told.NO, Told.NO, Told.NO, Told.NO, Told.NO));
        assertThat(locking(0x02).enabled()).isEqualTo(Told.YES);
        assertThat(locking(0x04).locked()).isEqualTo(Told.YES);
        assertThat(locking(0x08).mediaEncryption()).isEqualTo(Told.YES);
        assertThat(locking(0x10).shadowEnabled()).isEqualTo(Told.YES);
        assertThat(locking(0x20).shadowDone()).isEqualTo(Told.YES);
        assertThat(locking(0x40).shadowAbsent()).isEqualTo(Told.YES);
        assertThat(locking(0x10).shadowed()).isEqualTo(Told.YES);
        assertThat(locking(0x30).shadowed()).isEqualTo(Told.NO);
        assertThat(locking(0x20).shadowed()).isEqualTo(Told.NO);
    }

    /** A bit that came with a later version of its feature. */
    @Test
    void aBitThatAVersionDoesNotHaveIsNotTold() throws AnswerException {
        Level0Discovery old = parse(new TcgDrive()
                .feature("locking", "0002" + "10" + "0c" + "0f" + "00".repeat(11))
                .feature("block-sid", "0402" + "10" + "0c" + "00".repeat(12))
                .feature("removal", "0404" + "10" + "20" + "00" + "00" + "04" + "00".repeat(29)));
        assertThat(old.locking().shadowAbsent()).isEqualTo(Told.NOT_TOLD);
        assertThat(old.blockSid().frozen()).isEqualTo(Told.NOT_TOLD);
        assertThat(old.dataRemoval().interrupted()).isEqualTo(Told.NOT_TOLD);
    }

    @Test
    void theOtherFeatures() throws AnswerException {
        Level0Discovery told = parse(new TcgDrive()
                .feature("class", "0303" + "20" + "10" + "1004" + "0002" + "00".repeat(12))
                .feature("older", "0302" + "10" + "10" + "1004" + "0002" + "00".repeat(12))
                .feature("single", "0201" + "10" + "0c" + "00000009" + "06" + "00".repeat(7))
                .feature("block-sid", "0402" + "20" + "0c" + "0f" + "01" + "00".repeat(10))
                .feature("stores", "0202" + "10" + "0c" + "00".repeat(12))
                .feature("vendor", "c001" + "10" + "04" + "01020304")
                .feature("filler", "00000000"));
        assertThat(told.classes())
                .containsExactly(
                        new SubsystemClass(SubsystemClass.Kind.PYRITE_2, 2, 0, 0x1004, 2),
                        new SubsystemClass(SubsystemClass.Kind.PYRITE_1, 1, 0, 0x1004, 2));
        assertThat(told.singleUser()).contains(new SingleUser(9, Told.NO, Told.YES, Told.YES));
        assertThat(told.blockSid()).isEqualTo(new BlockSid(Told.YES, Told.YES, Told.YES, Told.YES, Told.YES));
        assertThat(told.others()).containsExactly(0x0202, 0xc001);
    }

    /** The classes are told apart by their codes, whatever their order. */
    @Test
    void theStrongestClassComesFirst() throws AnswerException {
        Level0Discovery told = parse(new TcgDrive()
                .feature("class", "0100" + "10" + "10" + "07fe" + "0001" + "00".repeat(12))
                .feature("a", "0200" + "10" + "04" + "1000" + "0001")
                .feature("b", "0304" + "10" + "10" + "1000" + "0001" + "00".repeat(12))
                .feature("c", "0301" + "10" + "10" + "1000" + "0001" + "00".repeat(12)));
        assertThat(told.classes())
                .extracting(one -> one.kind().id())
                .containsExactly("ruby", "opalite", "opal-1", "enterprise");
        assertThat(told.reverting().orElseThrow().kind()).isEqualTo(SubsystemClass.Kind.RUBY);
    }

    /** Bit 0 of byte 7 makes the unit of bit 0's time minutes; 0 is not told, FFFFh has no end. */
    @Test
    void timesOfRemoval() throws AnswerException {
        DataRemoval told = parse(new TcgDrive()
                        .feature(
                                "removal",
                                "0404" + "20" + "20" + "00" + "03" + "3f" + "21" + "0001" + "0001" + "ffff" + "0000"
                                        + "0005" + "0002" + "00".repeat(16)))
                .dataRemoval();
        assertThat(told.running()).isEqualTo(Told.YES);
        assertThat(told.interrupted()).isEqualTo(Told.YES);
        assertThat(told.mechanisms())
                .containsExactly(
                        new DataRemoval.Mechanism(DataRemoval.Way.OVERWRITE, OptionalLong.of(120), false),
                        new DataRemoval.Mechanism(DataRemoval.Way.BLOCK_ERASE, OptionalLong.of(2), false),
                        new DataRemoval.Mechanism(DataRemoval.Way.CRYPTO_ERASE, OptionalLong.of(131_068), true),
                        new DataRemoval.Mechanism(DataRemoval.Way.UNMAP, OptionalLong.empty(), false),
                        new DataRemoval.Mechanism(DataRemoval.Way.RESET_WRITE_POINTERS, OptionalLong.of(10), false),
                        new DataRemoval.Mechanism(DataRemoval.Way.VENDOR, OptionalLong.of(240), false));
        assertThat(told.longestSeconds()).isEmpty();
    }

    @Test
    void lengthsThatLieAreRefused() {
        refused(Code.LENGTH, patched(3, 0xff)); // the answer
        refused(Code.LENGTH, patched(3, 43)); // shorter than its header
        refused(Code.LENGTH, patched(51, 0xff)); // a descriptor
        refused(Code.LENGTH, patched(51, 0)); // too short for what it tells
        refused(Code.TYPE, patched(7, 0)); // no revision
        refused(Code.SIZE, new byte[47]);
        refused(Code.SIZE, new byte[2049]);
        refused(Code.LENGTH, new byte[2048]); // a buffer that nobody wrote to
        refused(Code.LENGTH, new TcgDrive().feature("end", "000000").discovery()); // less than a descriptor
    }

    @Test
    void whatContradictsItselfIsRefused() {
        refused(
                Code.VALUE,
                new TcgDrive()
                        .feature("twice", "0402" + "10" + "0c" + "00".repeat(12))
                        .discovery());
        refused(
                Code.VALUE,
                new TcgDrive()
                        .feature("class", "0203" + "20" + "04" + "0001" + "0001")
                        .discovery());
        refused(
                Code.VALUE,
                new TcgDrive()
                        .feature("class", "0203" + "20" + "04" + "ffff" + "0002")
                        .discovery());
        refused(
                Code.VALUE,
                new TcgDrive()
                        .feature("class", "0203" + "20" + "04" + "1000" + "0000")
                        .discovery());
    }

    @Test
    void whatLiesBeyondTheAnnouncedLengthIsNotRead() throws AnswerException {
        byte[] sound = new TcgDrive().discovery();
        byte[] more = Arrays.copyOf(sound, 2048);
        Arrays.fill(more, sound.length, more.length, (byte) 0xff);
        assertThat(Level0Discovery.parse(more)).isEqualTo(Level0Discovery.parse(sound));
    }

    @Test
    void protocolsAreListedInOrder() throws AnswerException {
        assertThat(SecurityCommands.protocols(TcgDrive.protocols(0, 1, 2, 0xee)))
                .containsExactly(0, 1, 2, 0xee);
        assertThat(SecurityCommands.protocols(Arrays.copyOf(TcgDrive.protocols(0), 512)))
                .containsExactly(0);
        assertThatThrownBy(() -> SecurityCommands.protocols(TcgDrive.protocols(1, 0)))
                .isInstanceOf(AnswerException.class);
        assertThatThrownBy(() -> SecurityCommands.protocols(TcgDrive.protocols(1, 2)))
                .isInstanceOf(AnswerException.class);
        assertThatThrownBy(() -> SecurityCommands.protocols(new byte[512])).isInstanceOf(AnswerException.class);
    }

    @Test
    void whetherThereAreCommandsForIt() throws AnswerException {
        byte[] identify = new byte[512];
        assertThat(SecurityCommands.ata(identify)).isEqualTo(Told.NOT_TOLD);
        identify[97] = 0x40;
        assertThat(SecurityCommands.ata(identify)).isEqualTo(Told.NO);
        identify[96] = 1;
        assertThat(SecurityCommands.ata(identify)).isEqualTo(Told.YES);
        identify[97] = (byte) 0xc0;
        assertThat(SecurityCommands.ata(identify)).isEqualTo(Told.NOT_TOLD);
        byte[] controller = new byte[4096];
        assertThat(SecurityCommands.nvme(controller)).isEqualTo(Told.NOT_TOLD);
        controller[256] = 2;
        assertThat(SecurityCommands.nvme(controller)).isEqualTo(Told.NO);
        controller[256] = 3;
        assertThat(SecurityCommands.nvme(controller)).isEqualTo(Told.YES);
    }

    private static Locking locking(int bits) throws AnswerException {
        return parse(new TcgDrive().locking(bits)).locking();
    }

    private static Level0Discovery parse(TcgDrive drive) throws AnswerException {
        return Level0Discovery.parse(drive.discovery());
    }

    private static byte[] patched(int at, int value) {
        byte[] bytes = new TcgDrive().discovery();
        bytes[at] = (byte) value;
        return bytes;
    }

    private static void refused(Code code, byte[] bytes) {
        assertThatThrownBy(() -> Level0Discovery.parse(bytes))
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
