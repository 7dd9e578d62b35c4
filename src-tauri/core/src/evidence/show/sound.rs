//! Sound: decoded from anywhere in a recording of any length, a stretch at a time, and drawn as a wave.

use std::io::{Read, Seek, SeekFrom};

use opus_decoder::OpusDecoder;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as SoundError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};

use super::malformed;
use crate::error::{Code, Error, Result};
use crate::vault::attachments::Reader;

/// The longest stretch that is handed out at once, in seconds.
const STRETCH: f64 = 30.0;
/// How many columns the wave has.
const COLUMNS: usize = 400;
/// Opus is decoded at this rate, whatever it was made of.
const OPUS_RATE: u32 = 48_000;
/// The most samples of a second that are believed.
const RATE: u32 = 384_000;
/// The longest recording that is gone through.
const HOURS: f64 = 24.0;

/// A recording.
#[derive(Debug)]
pub(in crate::evidence) struct Sound {
    pub(in crate::evidence) seconds: f64,
    pub(in crate::evidence) rate: u32,
    pub(in crate::evidence) channels: u32,
    /// How loud each of the columns is, 0 to 255.
    pub(in crate::evidence) wave: Vec<u8>,
    /// It ends before it should, or a part of it could not be decoded.
    pub(in crate::evidence) broken: bool,
}

/// A stretch of a recording.
#[derive(Debug)]
pub(in crate::evidence) struct Part {
    pub(in crate::evidence) rate: u32,
    pub(in crate::evidence) channels: u32,
    pub(in crate::evidence) frames: u32,
    /// 32-bit floating point, little end first, one or two channels in turns.
    pub(in crate::evidence) bytes: Vec<u8>,
}

struct Source(Reader);

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

impl MediaSource for Source {
    fn is_seekable(&self) -> bool {
        true
    }
    fn byte_len(&self) -> Option<u64> {
        Some(self.0.size())
    }
}

/// What makes samples of packets.
enum Decoder {
    Known(Box<dyn AudioDecoder>),
    /// Symphonia reads Ogg Opus, and leaves it to others to decode.
    Opus(Box<OpusDecoder>, usize),
}

/// Samples of a packet: their rate, channels, and the samples in turns.
type Decoded = (u32, usize, Vec<f32>);

/// Why a packet gave none.
enum Silent {
    /// The rest can go on.
    Here,
    /// Nothing more comes.
    FromNowOn,
}

impl Decoder {
    fn of(params: &AudioCodecParameters) -> Result<Self> {
        if params.codec == CODEC_ID_OPUS {
            let channels = params.channels.as_ref().map_or(0, |channels| channels.count());
            return match OpusDecoder::new(OPUS_RATE, channels) {
                Ok(decoder) => Ok(Self::Opus(Box::new(decoder), channels)),
                Err(_) => Err(cannot_play("it has more channels than two")),
            };
        }
        symphonia::default::get_codecs()
            .make_audio_decoder(params, &AudioDecoderOptions::default())
            .map(Self::Known)
            .map_err(|_| cannot_play("its sound is encoded in a way that is not known here"))
    }

    fn decode(&mut self, packet: &Packet) -> std::result::Result<Decoded, Silent> {
        match self {
            Self::Known(decoder) => match decoder.decode(packet) {
                Ok(decoded) => {
                    let (rate, channels) = (decoded.spec().rate(), decoded.spec().channels().count());
                    if rate == 0 || rate > RATE || channels == 0 {
                        return Err(Silent::FromNowOn);
                    }
                    let mut samples = Vec::new();
                    decoded.copy_to_vec_interleaved(&mut samples);
                    Ok((rate, channels, samples))
                }
                Err(SoundError::DecodeError(_) | SoundError::IoError(_)) => Err(Silent::Here),
                Err(_) => Err(Silent::FromNowOn),
            },
            Self::Opus(decoder, channels) => {
                let mut samples = vec![0.0; decoder.max_frame_size_per_channel() * *channels];
                // An empty packet would be heard as one that was lost.
                if packet.data.is_empty() {
                    return Err(Silent::Here);
                }
                let frames = decoder.decode_float(&packet.data, &mut samples, false).map_err(|_| Silent::Here)?;
                samples.truncate(frames * *channels);
                Ok((OPUS_RATE, *channels, samples))
            }
        }
    }

    /// Forgets what it has heard, after a jump.
    fn reset(&mut self) {
        match self {
            Self::Known(decoder) => decoder.reset(),
            Self::Opus(decoder, _) => decoder.reset(),
        }
    }
}

/// What plays: a track and its decoder.
struct Player {
    format: Box<dyn FormatReader>,
    decoder: Decoder,
    track: u32,
    base: Option<TimeBase>,
    /// As the file says it, in seconds.
    said: Option<f64>,
    broken: bool,
}

/// A piece of decoded sound: where it begins, in seconds, and its samples, channel by channel in turns.
struct Piece {
    at: Option<f64>,
    rate: u32,
    channels: usize,
    samples: Vec<f32>,
}

impl Player {
    fn open(reader: Reader) -> Result<Self> {
        let stream = MediaSourceStream::new(Box::new(Source(reader)), symphonia::core::io::MediaSourceStreamOptions::default());
        let format = symphonia::default::get_probe()
            .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
            .map_err(|_| malformed())?;
        let track = format
            .default_track(TrackType::Audio)
            .ok_or_else(|| cannot_play("no sound that can be played is in it"))?;
        let said = match (track.time_base, track.duration) {
            (Some(base), Some(duration)) => base.calc_duration(duration).map(seconds),
            _ => None,
        };
        let (id, base) = (track.id, track.time_base);
        let params = track
            .codec_params
            .as_ref()
            .and_then(|params| params.audio())
            .ok_or_else(|| cannot_play("how its sound is encoded is not said"))?;
        let decoder = Decoder::of(params)?;
        Ok(Self {
            format,
            decoder,
            track: id,
            base,
            said,
            broken: false,
        })
    }

    /// The next piece; `None` at the end, also where it ends before it should.
    fn next(&mut self) -> Option<Piece> {
        loop {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return None,
                Err(_) => {
                    self.broken = true;
                    return None;
                }
            };
            if packet.track_id != self.track {
                continue;
            }
            let at = self.base.and_then(|base| base.calc_time(packet.pts)).map(seconds);
            match self.decoder.decode(&packet) {
                Ok((rate, channels, samples)) => {
                    return Some(Piece {
                        at,
                        rate,
                        channels,
                        samples,
                    });
                }
                // What cannot be decoded is left out, and the rest goes on.
                Err(Silent::Here) => self.broken = true,
                Err(Silent::FromNowOn) => {
                    self.broken = true;
                    return None;
                }
            }
        }
    }
}

fn seconds(time: Time) -> f64 {
    time.as_secs_f64()
}

/// Goes through the recording behind `reader`; `step` hears how many seconds are done, of how many, and may stop it.
///
/// # Errors
/// `refused` for what cannot be played, or whatever `step` says.
pub(in crate::evidence) fn sound(reader: Reader, step: &mut dyn FnMut(f64, Option<f64>) -> Result<()>) -> Result<Sound> {
    let mut player = Player::open(reader)?;
    // Peaks of a hundredth of a second each, until the length is known.
    let (mut peaks, mut frames, mut rate, mut channels) = (Vec::<f32>::new(), 0_u64, 0, 0);
    while let Some(piece) = player.next() {
        (rate, channels) = (piece.rate, piece.channels);
        let width = u64::from(rate / 100).max(1);
        for frame in piece.samples.chunks(piece.channels) {
            let loud = frame.iter().fold(0.0_f32, |loud, sample| loud.max(sample.abs()));
            let at = usize::try_from(frames / width).map_err(Error::internal)?;
            if at >= peaks.len() {
                peaks.push(0.0);
            }
            if let Some(peak) = peaks.last_mut() {
                *peak = peak.max(loud);
            }
            frames += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "hours of samples are far below what is exact")]
        let done = frames as f64 / f64::from(rate);
        if done > HOURS * 3600.0 {
            return Err(cannot_play("it is longer than a day"));
        }
        step(done, player.said)?;
    }
    if frames == 0 {
        return Err(cannot_play("there is no sound in it"));
    }
    #[expect(clippy::cast_precision_loss, reason = "hours of samples are far below what is exact")]
    let long = frames as f64 / f64::from(rate);
    // A file that says it is longer than what could be heard was cut short.
    let short = player.said.is_some_and(|said| said > long + 1.0);
    Ok(Sound {
        seconds: long,
        rate,
        channels: u32::try_from(channels).unwrap_or(u32::MAX),
        wave: columns(&peaks),
        broken: player.broken || short,
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn columns(peaks: &[f32]) -> Vec<u8> {
    let count = COLUMNS.min(peaks.len());
    (0..count)
        .map(|column| {
            let (from, to) = (
                column * peaks.len() / count,
                ((column + 1) * peaks.len() / count).max(column * peaks.len() / count + 1),
            );
            let loud = peaks[from..to.min(peaks.len())].iter().fold(0.0_f32, |loud, peak| loud.max(*peak));
            (loud.clamp(0.0, 1.0) * 255.0).round() as u8
        })
        .collect()
}

/// The stretch from `from` on, so many seconds long and no longer than half a minute, of the recording behind `reader`.
///
/// # Errors
/// `refused` for what cannot be played.
pub(in crate::evidence) fn part(reader: Reader, from: f64, length: f64) -> Result<Part> {
    let (from, length) = (if from.is_finite() { from.max(0.0) } else { 0.0 }, length.clamp(0.0, STRETCH));
    let mut player = Player::open(reader)?;
    if from > 0.0 {
        let time = Time::try_from_secs_f64(from).ok_or_else(malformed)?;
        let to = SeekTo::Time {
            time,
            track_id: Some(player.track),
        };
        if player.format.seek(SeekMode::Accurate, to).is_err() {
            // Beyond the end there is nothing to hear; elsewhere it is gone through from where it stands.
            player.broken = true;
        }
        player.decoder.reset();
    }
    let mut made = Part {
        rate: 0,
        channels: 0,
        frames: 0,
        bytes: Vec::new(),
    };
    let mut heard = 0.0_f64;
    while let Some(piece) = player.next() {
        let rate = f64::from(piece.rate);
        let at = piece.at.unwrap_or(heard);
        #[expect(clippy::cast_precision_loss, reason = "a packet is short")]
        let frames = (piece.samples.len() / piece.channels) as f64;
        heard = at + frames / rate;
        if heard <= from {
            continue;
        }
        if made.rate == 0 {
            (made.rate, made.channels) = (piece.rate, if piece.channels == 1 { 1 } else { 2 });
        } else if made.rate != piece.rate {
            break;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a packet is short")]
        let skip = ((from - at).max(0.0) * rate).round() as usize;
        for frame in piece.samples.chunks(piece.channels).skip(skip) {
            if f64::from(made.frames) >= length * rate {
                return Ok(made);
            }
            for channel in 0..made.channels as usize {
                let sample = frame.get(channel).copied().unwrap_or(0.0);
                made.bytes.extend_from_slice(&sample.to_le_bytes());
            }
            made.frames += 1;
        }
    }
    Ok(made)
}

fn cannot_play(why: &str) -> Error {
    Error::new(
        Code::Refused,
        format!("This recording cannot be played here: {why}. The file itself is kept as it is."),
    )
    .hint("Save a copy and play it in another program.")
}
