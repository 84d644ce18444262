//! What the program costs while nobody does anything.

use crate::{
    pace,
    seat::{self, Room, SIZES},
    terminal::{Line, Terminal},
};
use std::time::Duration;

const WHILE: Duration = Duration::from_secs(30);

pub(crate) fn run() {
    for count in seat::counts() {
        let room = Room::new(count);
        let copies = SIZES.map(|size| (size, room.copy()));
        let mut seats: Vec<(_, Terminal)> =
            copies.iter().map(|(size, copy)| (*size, room.seat(copy, *size, Line::Fast))).collect();
        std::thread::sleep(Duration::from_secs(2));
        let before: Vec<Duration> = seats.iter().map(|(_, seat)| seat.spent()).collect();
        for (_, seat) in &mut seats {
            seat.come();
        }
        std::thread::sleep(WHILE);
        for ((size, seat), before) in seats.iter_mut().zip(before) {
            let spent = seat.spent() - before;
            let name = room.named(*size, "processor time in 30 s of rest");
            println!("{name:<58} {:>12} {:>10} B written", pace::shown(spent), seat.come());
        }
    }
}
