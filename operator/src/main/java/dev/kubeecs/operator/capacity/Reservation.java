package dev.kubeecs.operator.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much of a capacity provider its tasks need: what ECS calls CapacityProviderReservation, M / N
 * x 100. Above the target capacity instances are wanted, below it there are too many. Source: ECS
 * developer guide, managed scaling.
 *
 * @param registered the instances there are: N
 * @param needed the instances that run tasks, or that tasks wait for: M
 */
record Reservation(int registered, int needed) {

  private static final int FULL = 100;

  /** What ECS says where there is no instance and a task waits for one. */
  private static final int OUT_OF_NOTHING = 200;

  /**
   * Counts the instances that are needed.
   *
   * @param instances all there are
   * @param waiting what the tasks ask for that found no Node yet
   * @param mostAdded how many instances may be added at once: the maximum scaling step size
   */
  static Reservation of(List<Instance> instances, List<Size> waiting, int mostAdded) {
    long used = instances.stream().filter(Instance::used).count();
    List<Size> room = new ArrayList<>();
    instances.stream().filter(Instance::used).map(Instance::free).forEach(room::add);
    List<Size> unused =
        new ArrayList<>(
            instances.stream()
                .filter(instance -> !instance.used())
                .map(Instance::free)
                .sorted(Comparator.reverseOrder())
                .toList());
    Size another = Size.largest(instances.stream().map(Instance::size).toList());
    int taken = 0;
    int added = 0;
    for (Size task : waiting.stream().sorted(Comparator.reverseOrder()).toList()) {
      if (place(task, room)) {
        continue;
      }
      int next = firstThatFits(task, unused);
      if (next >= 0) {
        room.add(unused.remove(next).minus(task));
        taken++;
      } else if (added < mostAdded) {
        // A task that fits no instance of the size there is gets one of its own.
        room.add(task.fitsInto(another) ? another.minus(task) : Size.NOTHING);
        added++;
      }
    }
    return new Reservation(instances.size(), (int) used + taken + added);
  }

  /** In percent, rounded up so that any lack shows. */
  int percent() {
    if (registered == 0) {
      return needed == 0 ? FULL : OUT_OF_NOTHING;
    }
    return (needed * FULL + registered - 1) / registered;
  }

  private static boolean place(Size task, List<Size> room) {
    int first = firstThatFits(task, room);
    if (first < 0) {
      return false;
    }
    room.set(first, room.get(first).minus(task));
    return true;
  }

  private static int firstThatFits(Size task, List<Size> room) {
    for (int i = 0; i < room.size(); i++) {
      if (task.fitsInto(room.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
