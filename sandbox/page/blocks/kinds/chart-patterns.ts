const SIZE = 10;

type Draw = (context: CanvasRenderingContext2D) => void;

function lines(...points: readonly (readonly [number, number, number, number])[]): Draw {
  return (context) => {
    context.beginPath();
    for (const [x, y, toX, toY] of points) {
      context.moveTo(x, y);
      context.lineTo(toX, toY);
    }
    context.stroke();
  };
}

function dot(context: CanvasRenderingContext2D): void {
  context.beginPath();
  context.arc(SIZE / 2, SIZE / 2, 2, 0, 2 * Math.PI);
  context.fill();
}

/** What lies on the colour of each series; nothing on the first. */
const DRAWN: readonly (Draw | undefined)[] = [
  undefined,
  lines([-2, 12, 12, -2], [-2, 2, 2, -2], [8, 12, 12, 8]),
  dot,
  lines([0, 5, 10, 5]),
  lines([-2, -2, 12, 12], [8, -2, 12, 2], [-2, 8, 2, 12]),
  lines([5, 0, 5, 10], [0, 5, 10, 5]),
];

/**
 * The fill of the series at a place: its colour, and a pattern that tells it from the others.
 * `opacity` below 1 lets those behind it show.
 */
export function patternOf(
  at: number,
  { colour, ground, opacity = 1 }: Readonly<{ colour: string; ground: string; opacity?: number }>,
): CanvasPattern | string {
  const draw = DRAWN[at % DRAWN.length];
  const tile = document.createElement('canvas');
  tile.width = SIZE;
  tile.height = SIZE;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.globalAlpha = opacity;
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE, SIZE);
  context.strokeStyle = ground;
  context.fillStyle = ground;
  context.lineWidth = 1.5;
  draw?.(context);
  return context.createPattern(tile, 'repeat') ?? colour;
}
