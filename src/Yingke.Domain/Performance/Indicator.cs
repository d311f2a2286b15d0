namespace Yingke.Domain.Performance;

/// <summary>What a figure is a number of.</summary>
public enum Unit { Count, Rate, Seconds, Ratio, Score, Fen, MeanFen }

/// <summary>The columns' heads.</summary>
public enum Section { All, Presale, Aftersale, Sales, Service, Hotline }

/// <summary>One indicator, by the id that specification, API and exports share. (spec: performance.md)</summary>
public sealed record Indicator(string Id, Unit Unit)
{
    private static readonly Indicator[] Chat =
    [
        new("consulted", Unit.Count), new("unreplied", Unit.Count), new("received", Unit.Count), new("receptions", Unit.Count), new("reply_rate", Unit.Rate), new("avg_response", Unit.Seconds),
        new("avg_first_response", Unit.Seconds), new("reply_60s", Unit.Rate), new("reply_2min", Unit.Rate), new("reply_3min", Unit.Rate), new("overnight_on_time", Unit.Rate),
        new("answer_ratio", Unit.Ratio), new("good_rate", Unit.Rate),
    ];

    private static readonly Dictionary<Section, Indicator[]> Sections = new()
    {
        [Section.All] = [.. Chat, new("attitude", Unit.Score)],
        [Section.Presale] = Chat,
        [Section.Aftersale] = Chat,
        [Section.Sales] =
        [
            new("orderers", Unit.Count), new("conversion", Unit.Rate), new("sales", Unit.Fen), new("payers", Unit.Count), new("basket", Unit.MeanFen), new("sales_share", Unit.Rate),
            new("payment_success", Unit.Rate),
        ],
        [Section.Service] =
        [
            new("aftersale_satisfaction", Unit.Rate), new("review_time", Unit.Seconds), new("review_on_time", Unit.Rate), new("refunded", Unit.Fen), new("repair_share", Unit.Rate),
            new("ticket_on_time", Unit.Rate), new("ticket_first_contact", Unit.Rate),
        ],
        [Section.Hotline] = [new("call_answer_rate", Unit.Rate), new("call_20s", Unit.Rate), new("call_satisfaction", Unit.Rate), new("call_inspection", Unit.Score)],
    };

    private const int Decimals = 6;

    public static IReadOnlyList<Indicator> Of(Section section) => Sections[section];

    /// <summary>Counts and amounts as they are, all else with 6 decimals, halves away from zero. (golden/README.md)</summary>
    public string? Text(Fraction? value) => value?.ToText(Unit is Unit.Count or Unit.Fen ? 0 : Decimals);
}

/// <summary>A row's figures; null is no value.</summary>
public sealed class FigureRow
{
    private readonly Dictionary<(Section, string), Fraction?> values = [];

    public Fraction? this[Section section, string id]
    {
        get => values[(section, id)];
        internal set => values[(section, id)] = value;
    }

    /// <summary>In the order of the specification.</summary>
    public IEnumerable<(Indicator Indicator, Fraction? Value)> Of(Section section) => Indicator.Of(section).Select(i => (i, this[section, i.Id]));
}
