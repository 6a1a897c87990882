/** ATA as it is spoken through SCSI: commands that read, their answers, and what the answers mean. Pure functions over bytes. */
@NullMarked
package org.wangchuan.engine.medium.ata;

import org.jspecify.annotations.NullMarked;
