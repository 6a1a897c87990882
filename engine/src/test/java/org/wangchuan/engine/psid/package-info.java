/** Tests of what TCG storage is told, and tells. */
@NullMarked
package org.wangchuan.engine.psid;

import org.jspecify.annotations.NullMarked;
