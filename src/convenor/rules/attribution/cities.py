"""Cities in which companies have their head office, by country, and names for groups of cities.

Only to recognise phrases: where a roster says in which city a member is, the roster is believed.
"""

# ruff: noqa: E501

_CITIES = """
Argentina: Buenos Aires, Córdoba, Rosario; Armenia: Yerevan; Australia: Sydney, Melbourne, Brisbane, Perth, Canberra
Austria: Vienna, Graz; Azerbaijan: Baku; Bahrain: Manama; Bangladesh: Dhaka; Belarus: Minsk
Belgium: Brussels, Antwerp, Ghent, Leuven; Bolivia: La Paz; Bosnia and Herzegovina: Sarajevo; Botswana: Gaborone
Brazil: São Paulo, Rio de Janeiro, Brasília, Belo Horizonte, Porto Alegre, Recife, Curitiba, Florianópolis
Bulgaria: Sofia; Cambodia: Phnom Penh; Cameroon: Douala, Yaoundé
Canada: Toronto, Vancouver, Montreal, Ottawa, Waterloo, Calgary
Chile: Santiago, Santiago de Chile
China: Beijing, Shanghai, Shenzhen, Hangzhou, Guangzhou, Chengdu, Nanjing, Wuhan, Dongguan
Colombia: Bogotá, Medellín, Cali; Costa Rica: San José; Croatia: Zagreb, Split; Cuba: Havana; Cyprus: Nicosia, Limassol
Czechia: Prague, Brno; Democratic Republic of the Congo: Kinshasa; Denmark: Copenhagen, Aarhus, Billund
Dominican Republic: Santo Domingo; Ecuador: Quito, Guayaquil; Egypt: Cairo, Alexandria; El Salvador: San Salvador
Estonia: Tallinn, Tartu; Ethiopia: Addis Ababa; Finland: Helsinki, Espoo, Tampere, Oulu
France: Paris, Lyon, Marseille, Toulouse, Lille, Grenoble, Nantes, Sophia Antipolis; Georgia: Tbilisi
Germany: Berlin, Munich, Hamburg, Frankfurt, Cologne, Bonn, Stuttgart, Düsseldorf, Walldorf, Leipzig, Dresden
Ghana: Accra, Kumasi; Greece: Athens, Thessaloniki; Guatemala: Guatemala City; Honduras: Tegucigalpa
Hungary: Budapest; Iceland: Reykjavik
India: Mumbai, Delhi, New Delhi, Bangalore, Bengaluru, Hyderabad, Chennai, Pune, Kolkata, Gurgaon, Gurugram, Noida
Indonesia: Jakarta, Bandung, Surabaya; Iran: Tehran; Iraq: Baghdad, Erbil; Ireland: Dublin, Cork, Galway, Limerick
Israel: Tel Aviv, Jerusalem, Haifa, Herzliya; Italy: Milan, Rome, Turin, Bologna, Naples; Ivory Coast: Abidjan
Jamaica: Kingston; Japan: Tokyo, Osaka, Kyoto, Nagoya, Yokohama, Fukuoka, Kobe; Jordan: Amman
Kazakhstan: Almaty, Astana; Kenya: Nairobi, Mombasa; Kuwait: Kuwait City; Laos: Vientiane; Latvia: Riga
Lebanon: Beirut; Lithuania: Vilnius, Kaunas; Luxembourg: Luxembourg City; Madagascar: Antananarivo
Malaysia: Kuala Lumpur, Penang, Cyberjaya; Mali: Bamako; Malta: Valletta; Mauritius: Port Louis
Mexico: Mexico City, Guadalajara, Monterrey; Moldova: Chișinău; Mongolia: Ulaanbaatar
Morocco: Casablanca, Rabat, Marrakesh; Mozambique: Maputo; Myanmar: Yangon; Namibia: Windhoek; Nepal: Kathmandu
Netherlands: Amsterdam, Rotterdam, The Hague, Eindhoven, Utrecht, Delft, Veldhoven
New Zealand: Auckland, Wellington, Christchurch; Nicaragua: Managua; Nigeria: Lagos, Abuja, Ibadan
North Macedonia: Skopje; Norway: Oslo, Bergen, Trondheim, Fornebu; Oman: Muscat; Pakistan: Karachi, Lahore, Islamabad
Panama: Panama City; Paraguay: Asunción; Peru: Lima; Philippines: Manila, Cebu, Makati, Quezon City
Poland: Warsaw, Kraków, Wrocław, Gdańsk, Poznań; Portugal: Lisbon, Porto, Braga; Qatar: Doha
Romania: Bucharest, Cluj; Russia: Moscow, Saint Petersburg; Rwanda: Kigali; Saudi Arabia: Riyadh, Jeddah
Senegal: Dakar; Serbia: Belgrade, Novi Sad; Sierra Leone: Freetown; Slovakia: Bratislava; Slovenia: Ljubljana
Somalia: Mogadishu; South Africa: Johannesburg, Cape Town, Pretoria, Durban, Stellenbosch
South Korea: Seoul, Suwon, Busan, Pangyo, Seongnam
Spain: Madrid, Barcelona, Valencia, Bilbao, Seville, Málaga; Sri Lanka: Colombo; Sudan: Khartoum
Sweden: Stockholm, Gothenburg, Malmö, Kista, Lund; Switzerland: Zurich, Geneva, Basel, Lausanne, Bern, Zug
Taiwan: Taipei, Hsinchu; Tanzania: Dar es Salaam, Dodoma; Thailand: Bangkok, Chiang Mai; Tunisia: Tunis
Turkey: Istanbul, Ankara, Izmir; Uganda: Kampala; Ukraine: Kyiv, Lviv, Kharkiv, Odesa
United Arab Emirates: Dubai, Abu Dhabi, Sharjah
United Kingdom: London, Manchester, Edinburgh, Cambridge, Oxford, Bristol, Leeds, Belfast, Cardiff, Glasgow, Newbury
United States: New York, New York City, San Francisco, Seattle, Redmond, Cupertino, Mountain View, Menlo Park, Palo Alto
United States: San Jose, Santa Clara, Sunnyvale, Austin, Boston, Chicago, Los Angeles, Houston, Dallas, Denver, Atlanta
United States: Washington, San Diego, Portland, Philadelphia, Miami, Detroit, Salt Lake City, Pittsburgh, Minneapolis
United States: Los Gatos, Santa Monica, Armonk, Bellevue, Culver City, Redwood City, Oakland, San Mateo, Cambridge
Uruguay: Montevideo; Uzbekistan: Tashkent; Venezuela: Caracas; Vietnam: Hanoi, Ho Chi Minh City, Saigon, Da Nang
Yemen: Sanaa; Zambia: Lusaka; Zimbabwe: Harare
"""
_CLUSTERS = """
Silicon Valley; Silicon Valley: San Francisco, Cupertino, Mountain View, Menlo Park, Palo Alto, San Jose, Santa Clara, Sunnyvale, Los Gatos, Redwood City, San Mateo
the Bay Area, the San Francisco Bay Area, Northern California; Bay Area, Northern Californian: San Francisco, Cupertino, Mountain View, Menlo Park, Palo Alto, San Jose, Santa Clara, Sunnyvale, Los Gatos, Redwood City, Oakland, San Mateo
California; Californian: San Francisco, Cupertino, Mountain View, Menlo Park, Palo Alto, San Jose, Santa Clara, Sunnyvale, Los Gatos, Redwood City, Oakland, San Mateo, Los Angeles, San Diego, Santa Monica, Culver City
Texas; Texan: Austin, Houston, Dallas
the Seattle area, Washington State; Washington State: Seattle, Redmond, Bellevue
the West Coast, the US West Coast; West Coast, US West Coast: San Francisco, Cupertino, Mountain View, Menlo Park, Palo Alto, San Jose, Santa Clara, Sunnyvale, Los Gatos, Redwood City, Oakland, San Mateo, Los Angeles, San Diego, Santa Monica, Culver City, Seattle, Redmond, Bellevue, Portland
the East Coast, the US East Coast; East Coast, US East Coast: New York, New York City, Boston, Washington, Philadelphia, Miami, Atlanta
Bavaria; Bavarian: Munich
Catalonia; Catalan: Barcelona
the Basque Country; Basque: Bilbao
Andalusia; Andalusian: Seville, Málaga
England; English: London, Manchester, Cambridge, Oxford, Bristol, Leeds, Newbury
Scotland; Scottish: Edinburgh, Glasgow
Wales; Welsh: Cardiff
Northern Ireland; Northern Irish: Belfast
Flanders; Flemish: Antwerp, Ghent, Leuven
Quebec; Québécois: Montreal
Ontario; Ontarian: Toronto, Ottawa, Waterloo
"""


def _split(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def _read_cities() -> dict[str, str]:
    entries = (entry.partition(":") for entry in _split(_CITIES.replace("\n", ";"), ";"))
    return {city: country for country, _, cities in entries for city in _split(cities, ",")}


def _read_clusters() -> tuple[tuple[tuple[str, ...], tuple[str, ...], frozenset[str]], ...]:
    lines = (line.partition(":") for line in _split(_CLUSTERS, "\n"))
    heads = ((head.partition(";"), cities) for head, _, cities in lines)
    return tuple(
        (_split(names, ","), _split(words, ","), frozenset(_split(cities, ","))) for (names, _, words), cities in heads
    )


# City → country.
CITIES = _read_cities()
# Names of a group of cities, words for what comes from there, and the cities.
CLUSTERS = _read_clusters()
