/** Lists of devices as institutions send them: read row by row, each mistake said with its row. */
@NullMarked
package org.wangchuan.platform.intake.csv;

import org.jspecify.annotations.NullMarked;
