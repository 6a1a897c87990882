/** Where logs and witnesses keep what must survive a crash. Another kind of place implements {@link ObjectStore}. */
@NullMarked
package org.wangchuan.proof.storage;

import org.jspecify.annotations.NullMarked;
