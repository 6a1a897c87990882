/** Lists of devices as institutions send them: read row by row, each mistake said with its row. */
@NamedInterface("csv")
@NullMarked
package org.wangchuan.platform.intake.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
