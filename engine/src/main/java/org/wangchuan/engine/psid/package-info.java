/** The secret on the label of a drive that encrypts by TCG storage: typed by a person, sent to the drive, and kept nowhere. */
@NullMarked
package org.wangchuan.engine.psid;

import org.jspecify.annotations.NullMarked;
